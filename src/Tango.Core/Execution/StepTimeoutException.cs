namespace Tango.Execution;

/// <summary>A step ran longer than it may.</summary>
internal sealed class StepTimeoutException : Exception
{
    public StepTimeoutException(TimeSpan limit)
        : base($"The step ran longer than {limit}.") => Limit = limit;

    public TimeSpan Limit { get; }
}
