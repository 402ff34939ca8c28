namespace Tango.Runs;

/// <summary>
/// Something that happened in a run. One stream of events serves the MSBuild log, the text file, the run record and the reports;
/// between processes it travels as JSON lines (<see cref="RunEventJson"/>).
/// </summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>A run begins.</summary>
    /// <param name="Project">The project's file; null in code.</param>
    /// <param name="StepsToRun">How many steps are to run.</param>
    /// <param name="Cached">The names of the steps whose results are needed and in the cache, each after those it depends on.</param>
    public sealed record RunStarted(string? Project, int StepsToRun, IReadOnlyList<string> Cached) : RunEvent;

    /// <summary>The plan of a run has something to warn of.</summary>
    /// <param name="Step">The step's name.</param>
    /// <param name="Code">The diagnostic's code, e.g. <c>TANGO0303</c>.</param>
    /// <param name="Message">Finished text.</param>
    public sealed record PlanWarned(string Step, string Code, string Message) : RunEvent;

    /// <summary>A step's result came from the remote cache.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="UniqueId">Its unique id.</param>
    /// <param name="Size">How many bytes came.</param>
    /// <param name="Seconds">How long it took.</param>
    public sealed record StepFetched(string Step, string UniqueId, long Size, double Seconds) : RunEvent;

    /// <summary>A step begins.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="UniqueId">Its unique id.</param>
    /// <param name="LogPath">Where its log is written; null when it is not kept.</param>
    /// <param name="Reason">Why it runs, in words; null when that is not known.</param>
    public sealed record StepStarted(string Step, string UniqueId, string? LogPath, string? Reason = null) : RunEvent;

    /// <summary>A step waits for another process that is making the same result.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="UniqueId">Its unique id.</param>
    public sealed record StepWaiting(string Step, string UniqueId) : RunEvent;

    /// <summary>A step said something.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="Level">How much it weighs.</param>
    /// <param name="Text">One or more lines.</param>
    public sealed record StepLogged(string Step, StepLogLevel Level, string Text) : RunEvent;

    /// <summary>A step is further on.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="Fraction">From 0 to 1; null when the end is not known.</param>
    /// <param name="Text">What it is at.</param>
    public sealed record StepProgressed(string Step, double? Fraction, string? Text) : RunEvent;

    /// <summary>A step's result is there: it ran, or another process made it meanwhile.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="UniqueId">Its unique id.</param>
    /// <param name="State"><see cref="StepState.Ran"/> or <see cref="StepState.Cached"/>.</param>
    /// <param name="Seconds">How long it ran.</param>
    /// <param name="Summary">Its own line about what came out.</param>
    public sealed record StepCompleted(string Step, string UniqueId, StepState State, double Seconds, string? Summary) : RunEvent;

    /// <summary>A step failed.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="UniqueId">Its unique id.</param>
    /// <param name="Seconds">How long it ran.</param>
    /// <param name="Code">The diagnostic's code, e.g. <c>TANGO0201</c>.</param>
    /// <param name="Message">What went wrong, finished text.</param>
    /// <param name="LogPath">Where its log is; null when it is not kept.</param>
    public sealed record StepFailed(string Step, string UniqueId, double Seconds, string Code, string Message, string? LogPath) : RunEvent;

    /// <summary>A step cannot run.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="By">The failed step it needs.</param>
    public sealed record StepBlocked(string Step, string By) : RunEvent;

    /// <summary>A cache entry that a step takes is gone, or was not what its record says and was set aside. It is made again.</summary>
    /// <param name="Step">The step's name.</param>
    /// <param name="UniqueId">The entry's key.</param>
    /// <param name="Damage">What was found wrong; null when the entry is gone.</param>
    public sealed record EntryLost(string Step, string UniqueId, string? Damage) : RunEvent;

    /// <summary>The worker process printed something that is no event: native code, or code outside any step.</summary>
    /// <param name="Text">A line.</param>
    public sealed record StrayOutput(string Text) : RunEvent;

    /// <summary>A run ends.</summary>
    /// <param name="Ran">How many steps ran to their end.</param>
    /// <param name="Failed">How many failed.</param>
    /// <param name="Blocked">How many could not run.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Cancelled">Whether it was cancelled.</param>
    public sealed record RunFinished(int Ran, int Failed, int Blocked, double Seconds, bool Cancelled) : RunEvent;
}
