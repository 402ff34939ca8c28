namespace Tango;

/// <summary>How much a step's log line weighs.</summary>
public enum StepLogLevel
{
    /// <summary>For debugging the step; in the step's log file only.</summary>
    Debug,

    /// <summary>What the step did; in its log file and in detailed build output.</summary>
    Info,

    /// <summary>A problem that needs attention; also a warning of the build.</summary>
    Warning,
}
