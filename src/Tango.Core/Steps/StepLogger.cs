namespace Tango;

/// <summary>Logs the lines of a step. Safe to use from several threads.</summary>
public sealed class StepLogger
{
    private readonly Action<StepLogLevel, string> _write;

    /// <summary>Creates a logger.</summary>
    /// <param name="write">Receives each line.</param>
    internal StepLogger(Action<StepLogLevel, string> write) => _write = write;

    /// <summary>Logs a message for debugging the step.</summary>
    /// <param name="message">One or more lines.</param>
    public void Debug(string message) => _write(StepLogLevel.Debug, message);

    /// <summary>Logs what the step does.</summary>
    /// <param name="message">One or more lines.</param>
    public void Info(string message) => _write(StepLogLevel.Info, message);

    /// <summary>Logs a warning, which the build shows as well.</summary>
    /// <param name="message">One or more lines.</param>
    public void Warning(string message) => _write(StepLogLevel.Warning, message);
}
