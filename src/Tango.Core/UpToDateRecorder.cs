using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.IO;
using Tango.Runs;
using Tango.Steps;

namespace Tango;

/// <summary>Takes note, in a build that has something to do, of every file that matters, so that <see cref="UpToDateCheck"/> can tell the next build whether it has.</summary>
internal sealed class UpToDateRecorder
{
    // A result of very many files is watched by its record and the first of them.
    private const int MostFilesOfResult = 64;

    private readonly StateFiles _state;
    private readonly string _projectDirectory;
    private readonly byte[] _digest;
    private readonly List<StampedFile> _files = [];
    private StampedGlob[] _globs = [];

    /// <param name="state">What the engine remembers of the project.</param>
    /// <param name="projectDirectory">The folder that patterns start from, full path.</param>
    /// <param name="digest">A digest of everything that was asked for, 32 bytes.</param>
    public UpToDateRecorder(StateFiles state, string projectDirectory, byte[] digest)
    {
        _state = state;
        _projectDirectory = projectDirectory;
        _digest = digest;
    }

    /// <summary>Stamps the files that step types are about to be read from.</summary>
    /// <param name="assemblies">All of them; null for a project that compiles nothing.</param>
    public void LookAt(StepAssemblies? assemblies)
    {
        if (assemblies is null)
        {
            return;
        }

        Stamp(_files, assemblies.Main);
        foreach (var path in assemblies.ProjectAssemblies.AddRange(assemblies.DependencyFiles))
        {
            Stamp(_files, path);
        }
    }

    /// <summary>
    /// Stamps what the build is about to read. Before it is read: what changes while the build runs is not what the results were made from.
    /// </summary>
    public void Look(StepGraph graph)
    {
        foreach (var path in InputFilesOf(graph))
        {
            Stamp(_files, path);
        }

        _globs = [.. GlobsOf(graph)];
    }

    /// <summary>Leaves a record for the next build. Only for builds after which every needed result is in the cache.</summary>
    /// <param name="outcomes">What became of each step.</param>
    /// <param name="warnings">What the next build is to say again: it is as true then as it is now.</param>
    public void Remember(IReadOnlyList<StepOutcome> outcomes, IReadOnlyList<Diagnostic> warnings)
    {
        foreach (var outcome in outcomes)
        {
            StampResult(_files, outcome);
        }

        // Other projects' builds read it.
        Stamp(_files, _state.Pipeline);
        UpToDateFile.Write(_state.UpToDate, new UpToDateRecord(_digest, [.. _files], _globs, [.. outcomes], [.. warnings]));
    }

    private IEnumerable<StampedGlob> GlobsOf(StepGraph graph) => graph.FilePatterns.Select(pattern => new StampedGlob(
        _projectDirectory,
        pattern,
        string.Join('\n', Glob.Files(_projectDirectory, pattern))));

    private static IEnumerable<string> InputFilesOf(StepGraph graph) => graph.Nodes
        .SelectMany(node => node.Arguments)
        .SelectMany(argument => Parameters.InputFileValues.In(argument.Value))
        .Select(file => file.FullPath)
        .Distinct(StringComparer.Ordinal);

    // Everything in the entry but its log: that the record is there, and that nobody has touched the result.
    private static void StampResult(List<StampedFile> files, StepOutcome outcome)
    {
        if (outcome.State is not (StepState.Cached or StepState.Ran))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(outcome.Path).EnumerateFiles("*", SearchOption.AllDirectories).Take(MostFilesOfResult))
        {
            if (file.Name != EntryLayout.Log)
            {
                Stamp(files, file.FullName);
            }
        }

        foreach (var exported in outcome.ExportedFiles)
        {
            Stamp(files, exported);
        }

        foreach (var placed in outcome.PlacedFiles)
        {
            Stamp(files, placed);
        }
    }

    private static void Stamp(List<StampedFile> files, string path) => files.Add(new StampedFile(path, FileStamp.Of(path)));
}
