using System.Collections.Immutable;
using Tango.Caching;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Cli;

/// <summary>A step in a record.</summary>
internal sealed record RecordedStep(RunRecord Record, StepRecord Step)
{
    /// <summary>The pipeline that it belongs to.</summary>
    public Pipeline Pipeline => new(Record.Project, Record.StateDirectory);

    /// <summary>The project's name and that of the step.</summary>
    public string FullName => $"{Pipeline.Name}/{Step.Name}";

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

    /// <summary>What its id is made of: from its record, from the cache, or from the record of the run that computed the result. Empty if none of them is there any more.</summary>
    public ImmutableArray<IdentityEntry> FindIdentity(Workspace workspace)
    {
        if (!Step.Identity.IsEmpty)
            return Step.Identity;

        return Metadata is { Identity.IsEmpty: false } stored ? stored.Identity : workspace.IdentityOf(Step.UniqueId);
    }
}
