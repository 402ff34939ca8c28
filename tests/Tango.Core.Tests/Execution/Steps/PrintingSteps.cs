namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Holds the lock of the console, as every <c>Console.WriteLine</c> does for its line, until another step has told something.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class HoldsConsole : Step<int>
{
    public int Run(string until)
    {
        lock (Console.Out)
            return SpinWait.SpinUntil(() => File.Exists(until), TestLimits.Hang) ? 1 : throw new TimeoutException("The other step could not tell anything.");
    }
}

/// <summary>Says something, then leaves a file.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SaysAndLeaves : Step<int>
{
    public int Run(string file, StepContext context)
    {
        context.Logger.Info("here");
        File.WriteAllText(file, "");
        return 2;
    }
}
