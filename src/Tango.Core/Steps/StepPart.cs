namespace Tango;

/// <summary>A part of another step's result as an argument: in code what <c>ref:split.Train</c> is in a project file. Created by <see cref="Step.Part"/>.</summary>
public sealed class StepPart
{
    internal StepPart(Step step, IReadOnlyList<string> path)
    {
        Step = step;
        Path = path;
    }

    /// <summary>The step.</summary>
    public Step Step { get; }

    /// <summary>Property names, indices and keys from the result inwards.</summary>
    public IReadOnlyList<string> Path { get; }
}
