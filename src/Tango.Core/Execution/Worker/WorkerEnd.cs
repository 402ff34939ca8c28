using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>How a worker process ended.</summary>
internal sealed record WorkerEnd
{
    /// <summary>Whether it ended before its run did, by itself or because it had to be killed.</summary>
    public bool IsCrash { get; init; }

    /// <summary>What happened, with the steps that were running; a warning if it is no crash. Null: nothing to report.</summary>
    public Diagnostic? Diagnostic { get; init; }

    /// <summary>After a crash, the steps that were running.</summary>
    public ImmutableArray<RunEvent.StepStarted> Running { get; init; } = [];
}
