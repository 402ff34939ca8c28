namespace Tango;

/// <summary>Whether results of a step type may be cached (<see cref="StepAttribute.Caching"/>).</summary>
public enum StepCaching
{
    /// <summary>If the step is deterministic.</summary>
    Default,

    /// <summary>Even if it is not deterministic: its result is cached, but its unique id is a new one in every build, so no later build finds it.</summary>
    Always,

    /// <summary>Not even if it is deterministic. Steps that depend on it may be cached.</summary>
    Never,
}
