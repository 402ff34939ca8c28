using Tango.IO;

namespace Tango.Steps.Commands;

/// <summary>
/// One of the outputs that a command declares: a file, a directory with everything below it (<c>out/</c>), or the files of a pattern (<c>out/*.csv</c>).
/// </summary>
/// <param name="Path">Below the project's folder, with <c>/</c>; of a directory without the last one.</param>
/// <param name="Kind">What it names.</param>
internal sealed record CommandOutput(string Path, CommandOutputKind Kind)
{
    // Two names that differ in case only are one file on half of the machines.
    private const StringComparison Names = StringComparison.OrdinalIgnoreCase;

    /// <summary>The output as people write it.</summary>
    public override string ToString() => Kind == CommandOutputKind.Directory ? Path + "/" : Path;

    /// <summary>Reads an output as a declaration writes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="baseDirectory">The project's folder.</param>
    /// <returns>The output, or what is wrong with it.</returns>
    public static (CommandOutput? Output, string? Problem) Parse(string text, string baseDirectory)
    {
        var written = text.Trim().Replace('\\', '/');
        if (written.Length == 0)
        {
            return (null, "it is empty");
        }

        var path = System.IO.Path.IsPathFullyQualified(written)
            ? System.IO.Path.GetRelativePath(baseDirectory, written).Replace('\\', '/')
            : written;
        var names = new List<string>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."))
        {
            names.Add(name);
        }

        if (System.IO.Path.IsPathRooted(path) || names.Contains(".."))
        {
            return (null, "it is not below the project's folder. Write it there, and make it available elsewhere with ExportTo");
        }

        if (names.Count == 0)
        {
            return (null, "it is the project's folder itself. Give the command a folder of its own below it");
        }

        var kind = Glob.IsPattern(path) ? CommandOutputKind.Pattern
            : written.EndsWith('/') ? CommandOutputKind.Directory
            : CommandOutputKind.File;
        return (new CommandOutput(string.Join('/', names), kind), null);
    }

    /// <summary>Whether a file belongs to it.</summary>
    /// <param name="relativePath">The file's path below the project's folder, with <c>/</c>.</param>
    public bool Holds(string relativePath) => Kind switch
    {
        CommandOutputKind.File => relativePath.Equals(Path, Names),
        CommandOutputKind.Directory => relativePath.StartsWith(Path + "/", Names),
        _ => Glob.MatchesPath(Path, relativePath),
    };

    /// <summary>Whether a file may belong to both. Of two different patterns that is known only when the files are there.</summary>
    public bool Overlaps(CommandOutput other) =>
        Path.Equals(other.Path, Names) || Covers(other) || other.Covers(this);

    /// <summary>Whether a pattern of input files finds it once it is written, as far as its own name tells.</summary>
    /// <param name="pattern">The pattern, relative to the project's folder.</param>
    public bool IsFoundBy(string pattern) => Kind switch
    {
        CommandOutputKind.File => Glob.MatchesPath(pattern, Path),
        CommandOutputKind.Directory => Glob.MatchesPath(pattern, Path + "/any"),
        _ => Path.Equals(pattern, Names),
    };

    /// <summary>The full paths of its files that are there, in ordinal order.</summary>
    /// <param name="baseDirectory">The project's folder.</param>
    public IReadOnlyList<string> FilesIn(string baseDirectory)
    {
        var place = System.IO.Path.GetFullPath(Path, baseDirectory);
        switch (Kind)
        {
            case CommandOutputKind.File:
                return File.Exists(place) ? [place] : [];
            case CommandOutputKind.Directory when Directory.Exists(place):
                var files = Directory.GetFiles(place, "*", SearchOption.AllDirectories);
                Array.Sort(files, StringComparer.Ordinal);
                return files;
            case CommandOutputKind.Directory:
                return [];
            default:
                return Glob.Files(baseDirectory, Path);
        }
    }

    // A pattern below a directory is covered by it, as the pattern's own folders tell.
    private bool Covers(CommandOutput other) => Kind switch
    {
        CommandOutputKind.File => false,
        CommandOutputKind.Directory => other.Path.StartsWith(Path + "/", Names),
        _ => other.Kind == CommandOutputKind.File && Holds(other.Path),
    };
}
