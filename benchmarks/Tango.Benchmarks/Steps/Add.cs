namespace Tango.Benchmarks.Steps;

/// <summary>The trivial step of the generated graphs. Without a version, so that its code is part of every id.</summary>
[Step(Deterministic = true)]
public sealed class Add : Step<int>
{
    public int Run(int a, int b) => unchecked(a + b);
}
