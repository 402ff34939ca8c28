namespace Tango;

/// <summary>How steps created in code are run.</summary>
public sealed record RunOptions
{
    /// <summary>How many processors steps take together, at least 1; left out, all there are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>How many graphics processors steps share; left out, 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0.</exception>
    public int Gpus
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1;

    /// <summary>Whether independent steps continue after one has failed.</summary>
    public bool KeepGoing { get; init; } = true;

    /// <summary>
    /// Whether it is an error if a step modifies an input (<c>TANGO0212</c>). Slow: every mutable input is serialized before and after each step that runs.
    /// </summary>
    public bool CheckInputs { get; init; }
}
