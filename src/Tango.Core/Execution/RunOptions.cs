using Tango.Execution;
using Tango.Runs;

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

    /// <summary>
    /// Makes the executor that runs the steps of this run; left out, they run in this process. It is given the executor of this process, for steps that it leaves to that one, and the observer of
    /// the run, whom it tells what happens to the others.
    /// </summary>
    /// <remarks>
    /// A step that runs elsewhere must have its result in the cache, under its unique id, when the executor says that it is complete; so the cache is one that both sides have, e.g. a directory. When it
    /// failed, the executor tells the observer why, by a <see cref="RunEvent.StepFailed"/>. An executor that does not keep to that ends the run with an <see cref="InvalidOperationException"/>. Steps whose
    /// results are not cached always run in this process, and it is not asked about them. Builds have no such executor: <c>TangoExecutor</c> names one of Tango's own.
    /// </remarks>
    public Func<IStepExecutor, IRunObserver, IStepExecutor>? Executor { get; init; }
}
