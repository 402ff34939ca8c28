using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;
using Tango.Steps;

namespace Tango.Engine.UpToDate;

/// <summary>Records, in a build that has something to do, every file that matters for the next <see cref="UpToDateCheck"/>.</summary>
internal sealed class UpToDateRecorder
{
    // For a result of very many files, its metadata and the first files are stamped.
    private const int MaxFilesOfResult = 64;

    private readonly StateFiles _state;
    private readonly string _projectDirectory;
    private readonly byte[] _digest;
    private readonly List<StampedFile> _files = [];
    private StampedGlob[] _globs = [];

    /// <param name="state">The engine's state files of the project.</param>
    /// <param name="projectDirectory">The folder that patterns start from, full path.</param>
    /// <param name="digest">A digest of the request, 32 bytes.</param>
    public UpToDateRecorder(StateFiles state, string projectDirectory, byte[] digest)
    {
        _state = state;
        _projectDirectory = projectDirectory;
        _digest = digest;
    }

    /// <summary>Stamps the files before step types are read from them.</summary>
    /// <param name="assemblies">All of them; null for a project that compiles nothing.</param>
    public void StampAssemblies(StepAssemblies? assemblies)
    {
        if (assemblies is null)
            return;

        Stamp(_files, assemblies.Main);
        foreach (var path in assemblies.ProjectAssemblies.AddRange(assemblies.DependencyFiles))
            Stamp(_files, path);
    }

    /// <summary>Stamps the inputs before the build reads them: a file that changes during the build differs from what the results were computed from.</summary>
    /// <param name="code">The sources of code fingerprints, in addition to what <see cref="StampAssemblies"/> stamps.</param>
    public void StampInputs(StepGraph graph, CodeSources code)
    {
        _files.AddRange(code.Files);
        foreach (var path in InputFilesOf(graph))
            Stamp(_files, path);

        _globs = [.. code.Patterns, .. graph.FilePatterns.Select(pattern => StampedGlob.Read(_projectDirectory, pattern))];
    }

    /// <summary>Writes a record for the next build. Only for builds after which every needed result is in the cache.</summary>
    /// <param name="outcomes">The outcome of each step.</param>
    /// <param name="known">The entries that nobody has touched since the last record: their files are not looked at again.</param>
    /// <param name="otherFiles">Full paths of files that some of the warnings are about.</param>
    /// <param name="warnings">The warnings that the next build reports again.</param>
    public void Remember(IReadOnlyList<StepOutcome> outcomes, RecordedEntries known, IReadOnlyList<string> otherFiles, IReadOnlyList<Diagnostic> warnings)
    {
        using var files = new StampedFileList();
        files.Add(StampedFiles.From(_files));
        foreach (var outcome in outcomes.Where(outcome => outcome.State is StepState.Cached or StepState.Ran))
        {
            // One that was removed since: the next build must make a new plan.
            if (outcome.State == StepState.Cached && known.Files.TryGetValue(outcome.UniqueId, out var unchanged))
                files.Add(unchanged);
            else if (!TryStampEntry(files, outcome.Path))
                return;

            foreach (var path in outcome.ExportedFiles.Concat(outcome.OutputFiles).Concat(outcome.Folders))
                Stamp(files, path);
        }

        foreach (var path in otherFiles)
            Stamp(files, path);

        // Builds of other projects read it.
        Stamp(files, _state.Pipeline);
        UpToDateFile.Write(_state.UpToDate, new UpToDateRecord(_digest, files.ToFiles(), _globs, [.. outcomes], [.. warnings]));
    }

    private static IEnumerable<string> InputFilesOf(StepGraph graph) => graph.Nodes
        .SelectMany(node => node.Arguments)
        .SelectMany(argument => Parameters.InputFileValues.In(argument.Value))
        .Select(file => file.FullPath)
        .Distinct(StringComparer.Ordinal);

    // Everything in the entry except its log: this shows that the metadata exists and that the result was not changed. A file that is missing now would be taken for one that
    // belongs there, so such an entry is not recorded.
    private static bool TryStampEntry(StampedFileList files, string directory)
    {
        try
        {
            var metadata = EntryMetadataFile.PathIn(directory);
            var others = FolderWalk.FilesBelow(directory).Where(path => path != metadata && Path.GetFileName(path) != EntryLayout.Log).Take(MaxFilesOfResult - 1);
            foreach (var path in others.Prepend(metadata))
            {
                var file = StampedFile.Read(path);
                files.Add(file);
                if (!file.Stamp.Exists && FileStatus.ReadLink(path).Kind == FileKind.Missing)
                    return false;
            }

            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static void Stamp(StampedFileList files, string path) => files.Add(StampedFile.Read(path));

    private static void Stamp(List<StampedFile> files, string path) => files.Add(StampedFile.Read(path));
}
