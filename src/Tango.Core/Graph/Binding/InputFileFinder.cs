using Tango.Diagnostics;
using Tango.Graph.Commands;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Graph.Binding;

/// <summary>Finds the input files that one argument names, by paths and patterns.</summary>
internal sealed class InputFileFinder
{
    private readonly string? _baseDirectory;
    private readonly DraftTable _drafts;
    private readonly StepDraft _draft;
    private readonly string _argument;
    private readonly Action<Diagnostic> _report;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <param name="baseDirectory">The folder that paths start from; null: they are full paths.</param>
    /// <param name="report">Receives errors.</param>
    public InputFileFinder(string? baseDirectory, DraftTable drafts, StepDraft draft, string argument, Action<Diagnostic> report)
    {
        _baseDirectory = baseDirectory;
        _drafts = drafts;
        _draft = draft;
        _argument = argument;
        _report = report;
    }

    /// <summary>Finds the files of a path or a pattern.</summary>
    /// <returns>The error; null if there is none; empty if it has been reported.</returns>
    public string? Add(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return "No path can contain the character NUL.";

        if (_baseDirectory is null && !Path.IsPathFullyQualified(path))
            return "Write a full path, or set BaseDirectory to the folder that it starts from.";

        return Glob.IsPattern(path) ? AddPattern(path) : AddPath(path);
    }

    /// <summary>The files that were found, by the names that ids contain: relative, with <c>/</c>, in ordinal order.</summary>
    public SortedDictionary<string, ArgumentValue.File> Files()
    {
        var root = _baseDirectory ?? CommonFolder.Find(_found);
        var files = new SortedDictionary<string, ArgumentValue.File>(StringComparer.Ordinal);
        foreach (var full in _found)
        {
            var name = Path.GetRelativePath(root, full).Replace('\\', '/');
            files[name] = new ArgumentValue.File(full, name);
        }

        return WithComposedNames(files);
    }

    // Some file systems return composed letters, others decomposed ones. Where a folder has both names, each keeps its own.
    private static SortedDictionary<string, ArgumentValue.File> WithComposedNames(SortedDictionary<string, ArgumentValue.File> files)
    {
        foreach (var (written, file) in files.Where(file => ComposedName.Of(file.Key) != file.Key).ToList())
        {
            var name = ComposedName.Of(written);
            if (files.TryAdd(name, file with { RelativePath = name }))
                files.Remove(written);
        }

        return files;
    }

    private string? AddPattern(string pattern)
    {
        _drafts.FilePatterns.Add(pattern);
        _draft.FilePatterns.Add((_argument, pattern));
        var directory = _baseDirectory ?? Path.GetPathRoot(pattern)!;
        var matches = Glob.Files(directory, pattern);
        if (matches.FirstOrDefault(FileName.IsUnreadable) is { } unreadable)
            return Report(Descriptors.FileNameNotUtf8, _draft.Name, FileName.Show(unreadable));

        if (matches.Count == 0)
            _drafts.Warnings.Add(Descriptors.PatternFindsNothing.Create(_draft.SubjectOf(_argument), pattern, _argument, _draft.Name, WhyNothing(directory, pattern)));

        _found.UnionWith(matches);
        return ReportOutputs(pattern, matches) ?? ReportUnopenable(matches);
    }

    private string? AddPath(string path)
    {
        var native = path.Replace('\\', Path.DirectorySeparatorChar);
        var full = _baseDirectory is null ? Path.GetFullPath(native) : Path.GetFullPath(native, _baseDirectory);
        if (ReportOutputs(path, [full]) is { } reported)
            return reported;

        if (ReportUnopenable([full]) is { } unopenable)
            return unopenable;

        if (!File.Exists(full))
            return Report(Descriptors.MissingInputFile, _argument, path, full);

        _found.Add(PathComparison.IgnoresCase ? _drafts.NamesOnDisk.Find(_baseDirectory ?? Path.GetPathRoot(full)!, full) : full);
        return null;
    }

    // Not for full paths: to look for names in another case, folders are listed that the pattern only passes through, and those outside of the project may be anybody's.
    private static string WhyNothing(string directory, string pattern) =>
        !PathComparison.IgnoresCase && !Path.IsPathRooted(pattern) && Glob.FilesInAnyCase(directory, pattern) is [var other, ..]
            ? $" '{Path.GetRelativePath(directory, other).Replace('\\', '/')}' differs only in case, which counts on this system."
            : "";

    // All of them, so that the user can correct them at once.
    private string? ReportUnopenable(IReadOnlyList<string> found)
    {
        string? reported = null;
        foreach (var path in found)
        {
            if (UnopenableFile.Find(path, FileStatus.Read(path).Kind, _draft.SubjectOf(_argument)) is { } mistake)
            {
                _report(mistake);
                reported = "";
            }
        }

        return reported;
    }

    // Outputs of commands are not input files: whether they exist, and their content, depends on previous runs.
    private string? ReportOutputs(string written, IReadOnlyList<string> found)
    {
        if (_baseDirectory is null || _drafts.CommandOutputs.IsEmpty)
            return null;

        if (_draft.Outputs.FirstOrDefault(output => Glob.IsPattern(written) && output.IsFoundBy(written)) is { } own)
            return Report(Descriptors.OutputIsInput, _draft.Name, _argument, written, own);

        foreach (var full in found)
        {
            var relative = Path.GetRelativePath(_baseDirectory, full).Replace('\\', '/');
            if (_drafts.CommandOutputs.Find(relative) is { } match)
            {
                return match.Owner == _draft
                    ? Report(Descriptors.OutputIsInput, _draft.Name, _argument, relative, match.Output)
                    : Report(Descriptors.InputIsOutput, _draft.Name, _argument, relative, match.Owner.Name);
            }
        }

        return null;
    }

    private string Report(DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        _report(descriptor.Create(_draft.SubjectOf(_argument), arguments));
        return "";
    }
}
