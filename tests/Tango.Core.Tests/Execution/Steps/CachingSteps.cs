namespace Tango.Core.Tests.Execution.Steps;

/// <summary>One of every way to say whether a result may be stored; each counts its runs.</summary>
public abstract class CountingStep : Step<int>
{
    public int Run(string counter = "", int value = 1, int after = 0)
    {
        Counter.Count(counter);
        return value + after;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Pure : CountingStep;

[Step(Deterministic = true, Caching = StepCaching.Always, Version = "1")]
public sealed class PureCacheable : CountingStep;

[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class PureUncacheable : CountingStep;

[Step(Version = "1")]
public sealed class Dice : CountingStep;

[Step(Caching = StepCaching.Always, Version = "1")]
public sealed class DiceCacheable : CountingStep;

[Step(Caching = StepCaching.Never, Version = "1")]
public sealed class DiceUncacheable : CountingStep;
