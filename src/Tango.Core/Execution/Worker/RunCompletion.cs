using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>Whether all steps of a run have completed.</summary>
internal sealed class RunCompletion : IRunObserver
{
    private bool _hasFailed;
    private bool _hasEnded;

    /// <summary>Whether the run has ended, and no step failed, was blocked or cancelled, or missed a result that it uses.</summary>
    public bool IsComplete => _hasEnded && !_hasFailed;

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        _hasFailed |= runEvent is RunEvent.StepFailed or RunEvent.StepBlocked or RunEvent.EntryMissing or RunEvent.RunFinished { IsCancelled: true };
        _hasEnded |= runEvent is RunEvent.RunFinished;
    }
}
