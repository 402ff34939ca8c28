using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Cli;

/// <summary>A step in a record.</summary>
internal sealed record RecordedStep(RunRecord Record, StepRecord Step)
{
    /// <summary>The project's name and that of the step.</summary>
    public string FullName => $"{Path.GetFileNameWithoutExtension(Record.Project)}/{Step.Name}";

    /// <summary>The directory of its entry in the cache; null if it is not known, or there is none.</summary>
    public string? EntryPath
    {
        get
        {
            var path = Record.CacheDirectory is { } cache && Step.UniqueId.Length > 0 ? Path.Combine(cache, Step.UniqueId) : null;
            return path is not null && Directory.Exists(path) ? path : null;
        }
    }

    /// <summary>The record of its result in the cache; null if it is not there.</summary>
    public EntryMetadata? Metadata => EntryPath is null ? null : new DirectoryStepCache(Record.CacheDirectory!).GetMetadata(Step.UniqueId);

    /// <summary>What its id is made of: from its record, from that of the run that computed the result, or from the cache. Empty if none of them is there any more.</summary>
    public ImmutableArray<IdentityEntry> FindIdentity(Workspace workspace)
    {
        if (!Step.Identity.IsEmpty)
            return Step.Identity;

        var computed = workspace.Records.SelectMany(record => record.Steps).FirstOrDefault(step => step.UniqueId == Step.UniqueId && !step.Identity.IsEmpty);
        return computed?.Identity ?? Metadata?.Identity ?? [];
    }

    /// <summary>The step in the record of the run that computed the result; null if there is none any more.</summary>
    public StepRecord? FindComputed(Workspace workspace) =>
        Step.State == StepState.Ran ? Step : workspace.Records.SelectMany(record => record.Steps).FirstOrDefault(step => step.State == StepState.Ran && step.UniqueId == Step.UniqueId);

    /// <summary>Finds the last record of a step.</summary>
    /// <param name="name">The name of the step, or <c>PROJECT/STEP</c>.</param>
    /// <param name="condition">Which records count; null: all.</param>
    /// <exception cref="CliException">No record has it.</exception>
    public static RecordedStep Find(Workspace workspace, string name, Func<StepRecord, bool>? condition = null) =>
        All(workspace, name).FirstOrDefault(found => condition?.Invoke(found.Step) ?? true) ?? throw Unknown(workspace, name);

    /// <summary>All records of a step, the newest first.</summary>
    public static IEnumerable<RecordedStep> All(Workspace workspace, string name) => workspace.Records
        .SelectMany(record => record.Steps, (record, step) => new RecordedStep(record, step))
        .Where(found => found.Step.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || found.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static CliException Unknown(Workspace workspace, string name)
    {
        if (workspace.Records.Count == 0)
            return new($"No build has left a record in '{workspace.RunsDirectory}' yet. Build a project with steps first, or name another directory with --runs.");

        string[] names = [.. workspace.Builds[0].Steps.Select(entry => entry.Step.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new($"No record has a step '{name}'. {NearestNames.Suggest(name, names, "steps of the last build")}");
    }
}
