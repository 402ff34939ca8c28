using Tango.IO;

namespace Tango;

/// <summary>
/// The context of a running step. A class reaches it through its own members (<see cref="Step.WorkDirectory"/>, <see cref="Step.Logger"/>, …);
/// a function step takes it as a parameter. Safe to use from several threads of the step.
/// </summary>
public sealed class StepContext
{
    private readonly Lazy<string> _workDirectory;

    /// <summary>Creates a context.</summary>
    /// <param name="workDirectory">Creates the work directory at first use.</param>
    /// <param name="cancellationToken">Is cancelled when the build is.</param>
    internal StepContext(
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
    /// A directory of the step's own that exists. It stays across restarts until the step completes, so it may contain what an
    /// interrupted run left; never assume that it is empty.
    /// </summary>
    public string WorkDirectory => _workDirectory.Value;

    /// <summary>Full paths of the files in which a command records its attempts, until it succeeds.</summary>
    internal IReadOnlyList<string> AttemptRecords { get; init; } = [];

    /// <summary>The full path of the folder in which commands back up files in their outputs; null if there is none.</summary>
    internal string? BackupFolder { get; init; }

    /// <summary>Whether no other step has run in this process since this one began.</summary>
    internal Func<bool> IsAlone { get; init; } = static () => false;

    /// <summary>Called with what a process took that ran the step's command.</summary>
    internal Action<ResourceUsage> OnMeasured { get; init; } = static _ => { };

    /// <summary>Called when the code failed, or its result could not be stored.</summary>
    internal Action? OnFailed { get; set; }

    /// <summary>Called when the result was stored.</summary>
    internal Action? OnStored { get; set; }

    /// <summary>Writes to the step's log.</summary>
    public StepLogger Logger { get; }

    /// <summary>Receives the step's progress.</summary>
    public IProgress<StepProgress> Progress { get; }

    /// <summary>Is cancelled when the build is, or when the step's time is up.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// One line that describes the result, e.g. <c>accuracy 97.3 %</c>. It is stored with the result and shown after the step in
    /// the output of every build that runs it. What is longer than 1,000 characters is cut.
    /// </summary>
    public string? Summary
    {
        get;
        set => field = value is null ? null : TextLimits.Cut(Mask(value), TextLimits.MaxSummary);
    }

    /// <summary>Numbers about the result, which tools compare between runs: <c>Metrics["accuracy"] = 0.967</c>.</summary>
    public StepMetrics Metrics { get; } = new();

    /// <summary>The size of the stored result in bytes, once it is stored; null if it is not cached.</summary>
    internal long? ResultSize { get; set; }

    /// <summary>Replaces secrets in a text.</summary>
    internal Func<string, string> Mask { get; init; } = static text => text;
}
