using Tango.Diagnostics;
using Tango.Formats;
using Tango.Graph.Binding;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph.Exports;

/// <summary>
/// Finds exports to input files of the step itself, or of one that it depends on. Steps run before anything is exported, so each build would change the inputs of the next one,
/// and no build would be up to date.
/// </summary>
internal static class ExportedInputs
{
    /// <summary>Reports them.</summary>
    /// <param name="baseDirectory">The folder that paths are relative to; null if there are no exports.</param>
    public static void Check(IReadOnlyList<StepDraft> drafts, string? baseDirectory, List<Diagnostic> diagnostics)
    {
        if (baseDirectory is null || !drafts.Any(IsExported))
            return;

        var readers = FindReaders(drafts, baseDirectory);
        foreach (var draft in drafts.Where(IsExported))
        {
            var place = ExportPaths.FullPath(draft.Export.To!, baseDirectory);
            if (readers.Find(place, IsFolder(draft, place)).FirstOrDefault(reader => IsBefore(reader.Step, draft)) is { } found)
            {
                diagnostics.Add(Descriptors.ExportIsInput.Create(
                    draft.SubjectOf(SettingNames.ExportTo), draft.Name, draft.Export.To, found.Written, found.Step.Name, found.Argument));
            }
        }
    }

    private static bool IsExported(StepDraft draft) => draft.Export.To is { Length: > 0 };

    private static bool IsFolder(StepDraft draft, string place) =>
        Path.EndsInDirectorySeparator(place) || draft.Type?.FormatOf(draft.Options.Format).Name == BuiltInFormats.Directory;

    private static Readers FindReaders(IReadOnlyList<StepDraft> drafts, string baseDirectory)
    {
        var readers = new Readers();
        foreach (var draft in drafts)
        {
            foreach (var argument in draft.Arguments)
            {
                foreach (var file in InputFileValues.In(argument.Value))
                    readers.AddFile(file.FullPath, new Reader(draft, draft.Declaration.Find(argument.Parameter.Name)?.Name ?? argument.Parameter.Name, file.RelativePath));
            }

            foreach (var (argument, pattern) in draft.FilePatterns)
                readers.AddPattern(ExportPaths.FullPath(pattern, baseDirectory).Replace('\\', '/'), new Reader(draft, argument, pattern));
        }

        return readers;
    }

    // Whether the reader is the exported step, or one that it depends on, directly or not.
    private static bool IsBefore(StepDraft reader, StepDraft exported)
    {
        var seen = new HashSet<StepDraft> { exported };
        var open = new Stack<StepDraft>(seen);
        while (open.TryPop(out var draft))
        {
            if (draft == reader)
                return true;

            foreach (var before in draft.Inputs.Concat(draft.OrderOnly).Where(seen.Add))
                open.Push(before);
        }

        return false;
    }

    private sealed record Reader(StepDraft Step, string Argument, string Written);

    private sealed class Readers
    {
        private readonly Dictionary<string, List<Reader>> _byFile = new(PathComparison.Comparer);
        private readonly Dictionary<string, List<Reader>> _byPattern = new(StringComparer.Ordinal);

        public void AddFile(string path, Reader reader) => Add(_byFile, path, reader);

        public void AddPattern(string pattern, Reader reader) => Add(_byPattern, pattern, reader);

        public IEnumerable<Reader> Find(string place, bool isFolder)
        {
            var file = (isFolder ? Path.Combine(place, "any") : place).Replace('\\', '/');
            return _byFile.GetValueOrDefault(place, []).Concat(_byPattern.Where(pattern => Glob.MatchesPath(pattern.Key, file)).SelectMany(pattern => pattern.Value));
        }

        private static void Add(Dictionary<string, List<Reader>> readers, string key, Reader reader)
        {
            if (!readers.TryGetValue(key, out var known))
                readers.Add(key, known = []);

            known.Add(reader);
        }
    }
}
