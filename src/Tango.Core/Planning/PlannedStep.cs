using System.Collections.Immutable;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>What a plan does with one step.</summary>
/// <param name="Node">The step.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Action">Run, cached, blocked or not needed.</param>
/// <param name="Reasons">Why; the most telling one first; empty for steps that are cached or not needed.</param>
internal sealed record PlannedStep(
    StepNode Node,
    StepIdentity Identity,
    PlannedAction Action,
    ImmutableArray<Reason> Reasons)
{
    /// <summary>Whether the result is to be stored.</summary>
    public bool IsStored { get; init; }

    /// <summary>Whether it was asked to run though cached.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether the result is cached in the remote cache only.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Why the result is not stored; null when it is.</summary>
    public Reason? NotStoredBecause { get; init; }

    /// <summary>All reasons in words, of a step that runs also why its result is not stored, and of one that is cached where, unless it is here; empty when there is nothing to say.</summary>
    public string ReasonText
    {
        get
        {
            if (IsRemote)
            {
                return "in the remote cache";
            }

            var reasons = string.Join(Reason.Separator, Reasons);
            return Action == PlannedAction.Run && NotStoredBecause is { } why && !Reasons.Contains(why) ? $"{reasons} (not stored: {why})".TrimStart() : reasons;
        }
    }
}
