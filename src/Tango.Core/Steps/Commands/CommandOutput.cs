using Tango.IO;

namespace Tango.Steps.Commands;

/// <summary>
/// One of the outputs that a command declares: a file, a directory with everything below it (<c>out/</c>), or the files of a pattern (<c>out/*.csv</c>).
/// </summary>
/// <param name="Path">Relative to the project's folder, with <c>/</c>; for a directory without the last one.</param>
internal sealed record CommandOutput(string Path, CommandOutputKind Kind)
{
    // Names that differ only in case are the same file on Windows and macOS.
    private const StringComparison Names = StringComparison.OrdinalIgnoreCase;

    /// <summary>The folder that must exist before the command runs, relative to the project's folder: the part of the path without wildcards. Empty for the project's folder itself.</summary>
    public string Folder
    {
        get
        {
            if (Kind == CommandOutputKind.Directory)
                return Path;

            var names = Path.Split('/')[..^1];
            return string.Join('/', names.TakeWhile(name => !Glob.IsPattern(name)));
        }
    }

    /// <summary>The output as in a declaration.</summary>
    public override string ToString() => Kind == CommandOutputKind.Directory ? Path + "/" : Path;

    /// <summary>Parses an output of a declaration.</summary>
    /// <returns>The output, or the error.</returns>
    public static (CommandOutput? Output, string? Problem) Parse(string text, string baseDirectory)
    {
        var written = text.Trim().Replace('\\', '/');
        if (written.Length == 0)
            return (null, "it is empty. Write a path below the project's folder");

        if (written.Contains('\0', StringComparison.Ordinal))
            return (null, "it contains the character NUL, which no path can");

        var path = System.IO.Path.IsPathFullyQualified(written)
            ? System.IO.Path.GetRelativePath(baseDirectory, written).Replace('\\', '/')
            : written;
        var names = new List<string>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."))
            names.Add(name);

        if (System.IO.Path.IsPathRooted(path) || names.Contains(".."))
            return (null, "it is not below the project's folder. Write it there, and make it available elsewhere with ExportTo");

        if (names.Count == 0)
            return (null, "it is the project's folder itself. Give the command a folder of its own below it");

        var kind = Glob.IsPattern(path) ? CommandOutputKind.Pattern
            : written.EndsWith('/') ? CommandOutputKind.Directory
            : CommandOutputKind.File;
        return (new CommandOutput(string.Join('/', names), kind), null);
    }

    /// <summary>An example of a path of its files, relative to the project's folder.</summary>
    public string AnyFile => Kind switch
    {
        CommandOutputKind.File => Path,
        CommandOutputKind.Directory => Path + "/any",
        _ => string.Join('/', Path.Split('/').TakeWhile(name => !Glob.IsPattern(name)).Append("any")),
    };

    /// <summary>Whether a file belongs to it.</summary>
    /// <param name="relativePath">The file's path relative to the project's folder, with <c>/</c>.</param>
    public bool Holds(string relativePath) => Kind switch
    {
        CommandOutputKind.File => relativePath.Equals(Path, Names),
        CommandOutputKind.Directory => relativePath.StartsWith(Path + "/", Names),
        _ => Glob.MatchesPath(Path, relativePath),
    };

    /// <summary>Whether a file belongs to it, is where it needs a folder, or is in a folder where it needs a file.</summary>
    /// <param name="relativePath">The file's path relative to the project's folder, with <c>/</c>.</param>
    public bool Concerns(string relativePath) =>
        Holds(relativePath)
        || (Kind == CommandOutputKind.File && relativePath.StartsWith(Path + "/", Names))
        || (Folder + "/").StartsWith(relativePath + "/", Names);

    /// <summary>Whether a file may belong to both. For two different patterns that is known only when the files exist.</summary>
    public bool Overlaps(CommandOutput other) =>
        Path.Equals(other.Path, Names) || Covers(other) || other.Covers(this);

    /// <summary>Whether a pattern of input files may match it, according to its name.</summary>
    /// <param name="pattern">The pattern, relative to the project's folder.</param>
    public bool IsFoundBy(string pattern) => Kind switch
    {
        CommandOutputKind.File => Glob.MatchesPath(pattern, Path),
        CommandOutputKind.Directory => Glob.MatchesPath(pattern, Path + "/any"),
        _ => Path.Equals(pattern, Names),
    };

    /// <summary>Its path in the project.</summary>
    public ClaimedPath ResolveIn(string baseDirectory)
    {
        var root = System.IO.Path.GetFullPath(Kind == CommandOutputKind.Pattern ? Folder : Path, baseDirectory);
        return Kind switch
        {
            CommandOutputKind.File => new ClaimedPath(root),
            CommandOutputKind.Directory => ClaimedPath.Folder(root),
            _ => new ClaimedPath(System.IO.Path.TrimEndingDirectorySeparator(root), Folder.Length == 0 ? Path : Path[(Folder.Length + 1)..]),
        };
    }

    /// <summary>The full paths of its existing files, including links, in ordinal order.</summary>
    public IReadOnlyList<string> FilesIn(string baseDirectory) => Find(baseDirectory).Files;

    /// <summary>All its existing files and folders.</summary>
    public FoundOutputs Find(string baseDirectory)
    {
        switch (Kind)
        {
            case CommandOutputKind.File:
                var place = System.IO.Path.GetFullPath(Path, baseDirectory);
                return FileStatus.ReadLink(place).Kind is FileKind.Missing or FileKind.Directory ? FoundOutputs.None : new([place], []);
            case CommandOutputKind.Directory:
                return new OutputSearch(baseDirectory).InFolder(Path);
            default:
                return new OutputSearch(baseDirectory).ByPattern(Path, Folder);
        }
    }

    // A directory covers a pattern below it, according to the pattern's fixed folders.
    private bool Covers(CommandOutput other) => Kind switch
    {
        CommandOutputKind.File => false,
        CommandOutputKind.Directory => other.Path.StartsWith(Path + "/", Names),
        _ => other.Kind == CommandOutputKind.File && Holds(other.Path),
    };
}
