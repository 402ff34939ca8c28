using System.Collections.Immutable;

namespace Tango.Runs;

/// <summary>What was set from outside the project file for one run, e.g. on the command line.</summary>
internal sealed record RunOverrides
{
    /// <summary>Nothing.</summary>
    public static RunOverrides None { get; } = new();

    /// <summary>Arguments, each as <c>STEP.Argument=value</c> (<c>TangoSet</c>).</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Names or globs of the only steps that were to be brought up to date (<c>TangoSteps</c>).</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>Names or globs of steps that were to run again (<c>TangoForce</c>).</summary>
    public ImmutableArray<string> Force { get; init; } = [];

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => Arguments.IsEmpty && Steps.IsEmpty && Force.IsEmpty;
}
