using System.Collections.Immutable;
using System.Text;
using Tango.Graph;
using Tango.IO;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>
/// The files that builds of a project left outside the cache, as a text file in its state: what Clean removes, IncrementalClean leaves alone, and publishing
/// without a build takes along. One line a file: step, item type, path, what it looked like, separated by tabs.
/// </summary>
internal sealed class ExportList
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "exports.txt";

    // What a command declares to write.
    private const string Outputs = "Outputs";

    private readonly string _path;

    private ExportList(string path, List<ExportedFile> files)
    {
        _path = path;
        Files = files;
    }

    /// <summary>The files, each once.</summary>
    public IReadOnlyList<ExportedFile> Files { get; }

    /// <summary>Where the list is.</summary>
    /// <param name="stateDirectory">Where the engine keeps what it remembers.</param>
    public static string PathIn(string stateDirectory) => Path.Combine(stateDirectory, FileName);

    /// <summary>Reads the list that the last build left; empty when there is none.</summary>
    /// <param name="stateDirectory">Where the engine keeps what it remembers.</param>
    public static ExportList Load(string stateDirectory)
    {
        var path = PathIn(stateDirectory);
        var files = new List<ExportedFile>();
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                if (Parse(line) is { } file)
                    files.Add(file);
            }
        }

        return new ExportList(path, files);
    }

    /// <summary>
    /// The list after a build: what it exported, and what earlier builds exported of steps that were to be exported but were not (not selected, not needed, failed).
    /// </summary>
    /// <param name="declarations">Reads the declared steps: asked for only when something is listed that this build did not export.</param>
    /// <param name="steps">What became of them.</param>
    public ExportList After(Func<ImmutableArray<StepDeclaration>> declarations, IReadOnlyList<StepOutcome> steps)
    {
        var files = new List<ExportedFile>();
        var listed = new HashSet<string>(PathComparison.Comparer);
        foreach (var step in steps)
        {
            foreach (var path in step.ExportedFiles)
            {
                if (listed.Add(path))
                    files.Add(new ExportedFile(path, step.Name, step.ExportItem ?? "", ExportedFile.Look(path)));
            }

            // Outputs of a command are items themselves, unless they are exported to another place.
            foreach (var path in step.PlacedFiles)
            {
                if (listed.Add(path))
                    files.Add(new ExportedFile(path, step.Name, step.ExportedTo is null ? step.ExportItem ?? "" : "", ExportedFile.Look(path)));
            }
        }

        foreach (var file in Files)
        {
            if (!listed.Contains(file.Path) && IsKept(file, declarations(), steps))
            {
                listed.Add(file.Path);
                files.Add(file);
            }
        }

        return new ExportList(_path, files);
    }

    /// <summary>Those that are still there.</summary>
    public IReadOnlyList<ExportedFile> Present()
    {
        var present = new List<ExportedFile>(Files.Count);
        foreach (var file in Files)
        {
            if (File.Exists(file.Path))
                present.Add(file);
        }

        return present;
    }

    /// <summary>Those of this list that are not in another.</summary>
    /// <param name="other">The other list.</param>
    public IReadOnlyList<ExportedFile> Without(ExportList other)
    {
        var kept = new HashSet<string>(PathComparison.Comparer);
        foreach (var file in other.Files)
            kept.Add(file.Path);

        var rest = new List<ExportedFile>();
        foreach (var file in Files)
        {
            if (!kept.Contains(file.Path))
                rest.Add(file);
        }

        return rest;
    }

    /// <summary>Whether another list says the same in the same order.</summary>
    /// <param name="other">The other list.</param>
    public bool IsSame(ExportList other)
    {
        if (Files.Count != other.Files.Count)
            return false;

        for (var i = 0; i < Files.Count; i++)
        {
            if (Files[i] != other.Files[i])
                return false;
        }

        return true;
    }

    /// <summary>Whether a file is in the list.</summary>
    /// <param name="path">Its full path.</param>
    public bool Lists(string path)
    {
        foreach (var file in Files)
        {
            if (PathComparison.Comparer.Equals(file.Path, path))
                return true;
        }

        return false;
    }

    /// <summary>Removes the list.</summary>
    public void Delete() => File.Delete(_path);

    /// <summary>Writes the list.</summary>
    public void Save()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
            text.Append(file.Step).Append('\t').Append(file.ItemType).Append('\t').Append(EscapeSeparators(file.Path)).Append('\t').Append(file.Seen).Append('\n');

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static bool IsKept(ExportedFile file, ImmutableArray<StepDeclaration> declarations, IReadOnlyList<StepOutcome> steps)
    {
        foreach (var declaration in declarations)
        {
            if (declaration.Name.Equals(file.Step, StringComparison.OrdinalIgnoreCase))
                return (IsGiven(declaration, SettingNames.ExportTo) || IsGiven(declaration, Outputs)) && !IsExported(file.Step, steps);
        }

        return false;
    }

    private static bool IsGiven(StepDeclaration declaration, string name) => declaration.Find(name) is DeclaredValue.Text { Value.Length: > 0 };

    private static bool IsExported(string name, IReadOnlyList<StepOutcome> steps)
    {
        foreach (var step in steps)
        {
            if (step.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return step.ExportedTo is not null || step.PlacedFiles.Count > 0;
        }

        return false;
    }

    // Lists that earlier versions wrote have no fourth part.
    private static ExportedFile? Parse(string line)
    {
        var parts = line.Split('\t');
        return parts.Length < 3 ? null : new(Escaping.Unescape(parts[2]), parts[0], parts[1], parts.Length > 3 ? parts[3] : "");
    }

    private static string EscapeSeparators(string path) => Escaping.Escape(path).Replace("\t", "%09").Replace("\r", "%0D").Replace("\n", "%0A");
}
