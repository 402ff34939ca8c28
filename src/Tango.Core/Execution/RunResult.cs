namespace Tango.Execution;

/// <summary>A result within a run, for as many consumers as take it.</summary>
internal abstract class RunResult
{
    protected RunResult(ResultKey key) => Key = key;

    /// <summary>What is known of it beside its value.</summary>
    public ResultKey Key { get; }

    /// <summary>The value, for one consumer.</summary>
    public abstract Task<object?> GetAsync(CancellationToken cancellationToken);
}
