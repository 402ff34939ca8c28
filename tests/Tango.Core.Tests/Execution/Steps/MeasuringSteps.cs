namespace Tango.Core.Tests.Execution.Steps;

[Step(Deterministic = true, Version = "1")]
public sealed class Measures : Step<int>
{
    public int Run(double accuracy)
    {
        Metrics["accuracy"] = 0;
        Metrics["accuracy"] = accuracy;
        Metrics["loss/test"] = double.NaN;
        return 1;
    }
}

public sealed class MeasuresBadly : Step<int>
{
    public int Run()
    {
        Metrics[""] = 1;
        return 1;
    }
}
