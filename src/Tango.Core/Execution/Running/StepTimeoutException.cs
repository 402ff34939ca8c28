namespace Tango.Execution.Running;

/// <summary>A step ran longer than its time limit.</summary>
internal sealed class StepTimeoutException : Exception
{
    public StepTimeoutException(TimeSpan limit, bool hasEnded)
        : base($"The step ran longer than {limit}.")
    {
        Limit = limit;
        HasEnded = hasEnded;
    }

    public TimeSpan Limit { get; }

    /// <summary>Whether its code has ended since; if not, it still uses the work directory.</summary>
    public bool HasEnded { get; }
}
