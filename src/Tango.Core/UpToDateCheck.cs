using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango;

/// <summary>
/// The short way through an up-to-date build: when what was asked for has the same digest as last time and every file that mattered has the same stamp, the answer
/// is the same. Reads one file, looks at the others, computes no id, parses no argument.
/// </summary>
internal sealed class UpToDateCheck
{
    // A result of very many files is watched by its record and the first of them.
    private const int MostFilesOfResult = 64;

    private readonly PipelineRequest _request;
    private readonly string _path;
    private readonly string _pipeline;
    private readonly byte[] _digest;
    private readonly List<StampedFile> _files = [];
    private StampedGlob[] _globs = [];

    public UpToDateCheck(PipelineRequest request, StateFiles state)
    {
        _request = request;
        _path = state.UpToDate;
        _pipeline = state.Pipeline;
        _digest = RequestDigest.Of(request);
    }

    /// <summary>What became of each step and what to warn of, if everything is as it was left; null when the long way must be taken.</summary>
    public PipelineResult? Confirm() =>
        _request.Force.IsEmpty && UpToDateFile.Read(_path) is { } record && record.Digest.AsSpan().SequenceEqual(_digest) && IsUnchanged(record)
            ? new PipelineResult(Outcomes(record), ImmutableArray.Create(record.Warnings), IsUpToDate: true, IsCancelled: false)
            : null;

    /// <summary>The unique ids of entries that somebody has touched since the last build: worth a closer look.</summary>
    public IEnumerable<string> TouchedEntries()
    {
        var cache = Path.TrimEndingDirectorySeparator(_request.CacheDirectory) + Path.DirectorySeparatorChar;
        return (UpToDateFile.Read(_path)?.Files ?? [])
            .Where(file => file.Path.StartsWith(cache, StringComparison.Ordinal) && FileStamp.Of(file.Path) != file.Stamp)
            .Select(file => file.Path[cache.Length..].Split(Path.DirectorySeparatorChar)[0])
            .Distinct(StringComparer.Ordinal);
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
        Stamp(_files, _pipeline);
        UpToDateFile.Write(_path, new UpToDateRecord(_digest, [.. _files], _globs, [.. outcomes.Select(Record)], [.. warnings]));
    }

    private static bool IsUnchanged(UpToDateRecord record)
    {
        foreach (var file in record.Files)
        {
            if (FileStamp.Of(file.Path) != file.Stamp)
            {
                return false;
            }
        }

        foreach (var glob in record.Globs)
        {
            if (string.Join('\n', Glob.Files(glob.Directory, glob.Pattern)) != glob.Found)
            {
                return false;
            }
        }

        return true;
    }

    private ImmutableArray<StepOutcome> Outcomes(UpToDateRecord record)
    {
        var outcomes = ImmutableArray.CreateBuilder<StepOutcome>(record.Steps.Length);
        foreach (var step in record.Steps)
        {
            outcomes.Add(new StepOutcome(
                step.Name,
                step.UniqueId,
                step.IsNeeded ? StepState.Cached : StepState.Skipped,
                Path.Combine(_request.CacheDirectory, step.UniqueId),
                step.Format)
            {
                ExportedTo = step.ExportedTo,
                ExportedFiles = step.ExportedFiles,
                ExportItem = step.ExportItem,
                PlacedFiles = step.PlacedFiles,
            });
        }

        return outcomes.MoveToImmutable();
    }

    private static RecordedStep Record(StepOutcome outcome) => new(
        outcome.Name,
        outcome.UniqueId,
        outcome.State is StepState.Cached or StepState.Ran,
        outcome.Format,
        outcome.ExportedTo,
        [.. outcome.ExportedFiles],
        outcome.ExportItem,
        [.. outcome.PlacedFiles]);

    private IEnumerable<StampedGlob> GlobsOf(StepGraph graph) => graph.FilePatterns.Select(pattern => new StampedGlob(
        _request.ProjectDirectory,
        pattern,
        string.Join('\n', Glob.Files(_request.ProjectDirectory, pattern))));

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
