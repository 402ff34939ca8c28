namespace Tango;

/// <summary>How much a step's log line weighs.</summary>
public enum StepLogLevel
{
    /// <summary>For whoever debugs the step; in the step's log file only.</summary>
    Debug,

    /// <summary>What the step did; in its log file and in detailed build output.</summary>
    Info,

    /// <summary>Something to look at; also a warning of the build.</summary>
    Warning,
}
