namespace Tango;

/// <summary>Takes the lines a step says about its work. Safe to use from several threads.</summary>
public sealed class StepLogger
{
    private readonly Action<StepLogLevel, string> _write;

    /// <summary>Makes a logger; steps are given theirs.</summary>
    /// <param name="write">Takes each line.</param>
    public StepLogger(Action<StepLogLevel, string> write) => _write = write;

    /// <summary>Says something that only matters when the step is debugged.</summary>
    /// <param name="message">One or more lines.</param>
    public void Debug(string message) => _write(StepLogLevel.Debug, message);

    /// <summary>Says what the step does.</summary>
    /// <param name="message">One or more lines.</param>
    public void Info(string message) => _write(StepLogLevel.Info, message);

    /// <summary>Says something somebody should look at; the build shows it as a warning.</summary>
    /// <param name="message">One or more lines.</param>
    public void Warning(string message) => _write(StepLogLevel.Warning, message);
}
