namespace Tango.Execution.Results;

/// <summary>A result within a run, for all its consumers.</summary>
internal abstract class RunResult
{
    protected RunResult(ResultKey key) => Key = key;

    /// <summary>The description of the result, without its value.</summary>
    public ResultKey Key { get; }

    /// <summary>The entry whose files consumers receive; null if there is none.</summary>
    public virtual ConsumedEntry? Entry => null;

    /// <summary>The value, for one consumer.</summary>
    public abstract Task<object?> GetAsync(CancellationToken cancellationToken);
}
