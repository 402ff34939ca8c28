using System.Collections.Immutable;
using Tango.Diagnostics;

namespace Tango.Planning;

/// <summary>What a build would do, and why. Making a plan has no side effect.</summary>
/// <param name="Steps">Every step of the project, each after those it depends on.</param>
/// <param name="Warnings">The warnings of the plan.</param>
internal sealed record Plan(ImmutableArray<PlannedStep> Steps, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>How many steps would run.</summary>
    public int RunCount => Steps.Count(step => step.Action == PlannedAction.Run);

    /// <summary>Whether the next build finds every result it needs: no step runs whose result is not cached, or has another id next time.</summary>
    public bool IsRepeatable => Steps.All(step => step.Action != PlannedAction.Run || (step is { IsCacheable: true, HasUnusableEntry: false } && step.Identity.IsFindable));

    /// <summary>The steps whose entries are left as they are.</summary>
    public IEnumerable<PlannedStep> WithUnusableEntry => Steps.Where(step => step.HasUnusableEntry);

    /// <summary>The unique ids of the entries that are used as they are.</summary>
    public IEnumerable<string> CachedEntries => Steps.Where(step => step is { Action: PlannedAction.Cached, IsCacheable: true }).Select(step => step.Identity.UniqueId);

    /// <summary>How many needed results are in the cache.</summary>
    public int CachedCount => Steps.Count(step => step.Action == PlannedAction.Cached);
}
