namespace Tango;

/// <summary>
/// One step of a pipeline. Derive from <see cref="Step{T}"/>, or from this class when there is no result, and write one public method
/// <c>Run</c> or <c>RunAsync</c> whose parameters are the step's arguments.
/// </summary>
public abstract class Step
{
    private StepContext? _context;

    /// <summary>
    /// A directory of the step's own, while it runs. It stays across restarts until the step completes, so it may hold what an
    /// interrupted run left; never assume that it is empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    public string WorkDirectory => Context.WorkDirectory;

    /// <summary>Takes the step's log lines, while it runs.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected StepLogger Logger => Context.Logger;

    /// <summary>Takes the step's progress, while it runs.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected IProgress<StepProgress> Progress => Context.Progress;

    /// <summary>One line that says what came out, e.g. <c>accuracy 97.3 %</c>; see <see cref="StepContext.Summary"/>.</summary>
    /// <exception cref="InvalidOperationException">The step is not running.</exception>
    protected string? Summary
    {
        get => Context.Summary;
        set => Context.Summary = value;
    }

    /// <summary>The context of the run that is under way; null outside a run.</summary>
    internal StepContext? CurrentContext
    {
        get => _context;
        set => _context = value;
    }

    private StepContext Context => _context ?? throw new InvalidOperationException(
        $"{GetType().Name} is not running: work directory, logger and progress exist only while Run does.");
}
