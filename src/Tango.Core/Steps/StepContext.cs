namespace Tango;

/// <summary>
/// What a step has at hand while it runs. A class reaches it through its own members (<see cref="Step.WorkDirectory"/>, <see cref="Step.Logger"/>, …);
/// a function step takes it as a parameter.
/// </summary>
public sealed class StepContext
{
    private readonly Lazy<string> _workDirectory;

    /// <summary>Makes a context; the runner does.</summary>
    /// <param name="stepName">The step's name.</param>
    /// <param name="uniqueId">The step's unique id.</param>
    /// <param name="workDirectory">Creates the work directory when first asked for.</param>
    /// <param name="logger">Takes log lines.</param>
    /// <param name="progress">Takes progress.</param>
    /// <param name="cancellationToken">Is cancelled when the build is.</param>
    public StepContext(
        string stepName,
        string uniqueId,
        Func<string> workDirectory,
        StepLogger logger,
        IProgress<StepProgress> progress,
        CancellationToken cancellationToken)
    {
        StepName = stepName;
        UniqueId = uniqueId;
        _workDirectory = new Lazy<string>(workDirectory);
        Logger = logger;
        Progress = progress;
        CancellationToken = cancellationToken;
    }

    /// <summary>The step's name.</summary>
    public string StepName { get; }

    /// <summary>The step's unique id.</summary>
    public string UniqueId { get; }

    /// <summary>
    /// A directory of the step's own that exists. It stays across restarts until the step completes, so it may hold what an
    /// interrupted run left; never assume that it is empty.
    /// </summary>
    public string WorkDirectory => _workDirectory.Value;

    /// <summary>Takes the step's log lines.</summary>
    public StepLogger Logger { get; }

    /// <summary>Takes the step's progress.</summary>
    public IProgress<StepProgress> Progress { get; }

    /// <summary>Is cancelled when the build is, or when the step's time is up.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// One line that says what came out, e.g. <c>accuracy 97.3 %</c>. It is kept with the result and stands behind the step in
    /// the output of every build that runs it.
    /// </summary>
    public string? Summary { get; set; }
}
