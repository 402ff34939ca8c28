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
    /// <param name="otherFiles">Full paths of files that some of the warnings are about.</param>
    /// <param name="warnings">The warnings that the next build reports again.</param>
    public void Remember(IReadOnlyList<StepOutcome> outcomes, IReadOnlyList<string> otherFiles, IReadOnlyList<Diagnostic> warnings)
    {
        // A result was removed since: the next build must make a new plan.
        if (outcomes.Any(outcome => outcome.State is (StepState.Cached or StepState.Ran) && !Directory.Exists(outcome.Path)))
            return;

        foreach (var outcome in outcomes)
            StampResult(_files, outcome);

        foreach (var path in otherFiles)
            Stamp(_files, path);

        // Builds of other projects read it.
        Stamp(_files, _state.Pipeline);
        UpToDateFile.Write(_state.UpToDate, new UpToDateRecord(_digest, [.. _files], _globs, [.. outcomes], [.. warnings]));
    }

    private static IEnumerable<string> InputFilesOf(StepGraph graph) => graph.Nodes
        .SelectMany(node => node.Arguments)
        .SelectMany(argument => Parameters.InputFileValues.In(argument.Value))
        .Select(file => file.FullPath)
        .Distinct(StringComparer.Ordinal);

    // Everything in the entry except its log: this shows that the metadata exists and that the result was not changed.
    private static void StampResult(List<StampedFile> files, StepOutcome outcome)
    {
        if (outcome.State is not (StepState.Cached or StepState.Ran))
            return;

        foreach (var file in FolderWalk.FilesBelow(outcome.Path).Take(MaxFilesOfResult))
        {
            if (Path.GetFileName(file) != EntryLayout.Log)
                Stamp(files, file);
        }

        foreach (var exported in outcome.ExportedFiles)
            Stamp(files, exported);

        foreach (var placed in outcome.OutputFiles)
            Stamp(files, placed);

        foreach (var folder in outcome.Folders)
            Stamp(files, folder);
    }

    private static void Stamp(List<StampedFile> files, string path) => files.Add(StampedFile.Read(path));
}
