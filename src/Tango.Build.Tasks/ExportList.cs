using System.Collections.Immutable;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>The files that builds of a project wrote outside the cache: Clean removes them, IncrementalClean does not, and publishing without a build includes them.</summary>
internal sealed class ExportList
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "exports.bin";

    private const string Layout = "tango exports 3";

    private readonly string _path;

    /// <summary>Creates a list.</summary>
    /// <param name="path">The path of its file: <see cref="PathIn"/>.</param>
    public ExportList(string path, IReadOnlyList<ExportedFile> files)
    {
        _path = path;
        Files = files;
    }

    /// <summary>The files, each once.</summary>
    public IReadOnlyList<ExportedFile> Files { get; }

    /// <summary>The same list without files.</summary>
    public ExportList Empty => new(_path, []);

    /// <summary>The path of the list.</summary>
    /// <param name="stateDirectory">The engine's state directory.</param>
    public static string PathIn(string stateDirectory) => Path.Combine(stateDirectory, FileName);

    /// <summary>Reads the list of the last build; empty if there is none.</summary>
    /// <param name="stateDirectory">The engine's state directory.</param>
    public static ExportList Load(string stateDirectory)
    {
        var path = PathIn(stateDirectory);
        return new ExportList(path, StateFile.Read(path, Layout, static reader => reader.ReadAll(ExportedFile.Read)) ?? []);
    }

    /// <summary>The list after a build: its exports, and the existing exports of earlier builds for steps that should have exported but did not (not selected, not needed, failed).</summary>
    /// <param name="declarations">Reads the declared steps: called only if the list contains files that this build did not export.</param>
    /// <param name="steps">The outcomes of the steps.</param>
    public ExportList After(string projectDirectory, Func<ImmutableArray<StepDeclaration>> declarations, IReadOnlyList<StepOutcome> steps)
    {
        DeclaredExports? declared = null;
        var files = new List<ExportedFile>();
        var listed = new HashSet<string>(PathComparison.Comparer);
        foreach (var step in steps)
        {
            foreach (var path in step.ExportedFiles)
            {
                if (listed.Add(path))
                    files.Add(new ExportedFile(path, step.Name, step.ExportItem ?? "", OutlivesClean(step), step.UniqueId).Stamped());
            }

            // Outputs of a command are items themselves, unless they are exported to another path.
            foreach (var path in step.OutputFiles)
            {
                if (listed.Add(path))
                    files.Add(new ExportedFile(path, step.Name, step.ExportedTo is null ? step.ExportItem ?? "" : "", OutlivesClean(step), step.UniqueId).Stamped());
            }
        }

        foreach (var file in Files)
        {
            if (!listed.Contains(file.Path) && (declared ??= new DeclaredExports(projectDirectory, declarations(), steps)).Hold(file))
            {
                listed.Add(file.Path);
                files.Add(file with { UniqueId = "" });
            }
        }

        return new ExportList(_path, files);
    }

    /// <summary>The files that still exist.</summary>
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

    /// <summary>The files of this list that are not in another.</summary>
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

    /// <summary>The list with files that belong to no step any more but still exist.</summary>
    public ExportList With(IReadOnlyList<ExportedFile> files)
    {
        var all = new List<ExportedFile>(Files);
        foreach (var file in files)
            all.Add(file with { ItemType = "", UniqueId = "" });

        return new ExportList(_path, all);
    }

    /// <summary>Whether another list has the same content in the same order.</summary>
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

    /// <summary>The entry of a file; null if it is not in the list.</summary>
    /// <param name="path">Its full path.</param>
    public ExportedFile? Find(string path)
    {
        foreach (var file in Files)
        {
            if (PathComparison.Comparer.Equals(file.Path, path))
                return file;
        }

        return null;
    }

    /// <summary>Whether the list contains files of a folder.</summary>
    /// <param name="folder">The folder's full path.</param>
    public bool ListsBelow(string folder)
    {
        foreach (var file in Files)
        {
            if (file.Path.StartsWith(folder + Path.DirectorySeparatorChar, PathComparison.Kind))
                return true;
        }

        return false;
    }

    /// <summary>Deletes the list.</summary>
    public void Delete() => FileChange.Delete(_path);

    /// <summary>Saves the list.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        StateFile.Write(_path, Layout, writer => writer.WriteAll(Files, ExportedFile.Write));
    }

    private static bool OutlivesClean(StepOutcome step) => step.ExportMode == ExportMode.Replace;
}
