using System.Text;

namespace Tango.Core.Tests.Execution.Steps;

[Step(Deterministic = true, Version = "1")]
public sealed class FailsFast : Step<int>
{
    public int Run()
    {
        Environment.FailFast("on purpose");
        return 0;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class OverflowsTheStackOnPurpose : Step<int>
{
    public int Run(int depth = 0) => Run(depth + 1, depth) + depth;

    private static int Run(int depth, int before) => depth < 0 ? before : Run(depth + 1, depth) + Run(depth + 2, before);
}

/// <summary>Prints past .NET's console, half a line and a whole one.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class PrintsNatively : Step<int>
{
    public int Run()
    {
        Print("half a line, ");
        Print("a whole line\n");
        Print("half a line at the end");
        return 7;
    }

    private static void Print(string text)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>Ends only when it is told to.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class WaitsForCancellation : Step<int>
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Logger.Info("waiting");
        await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
        return 0;
    }
}

/// <summary>Does not end even when it is told to.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class IgnoresCancellation : Step<int>
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Logger.Info("waiting");
        try
        {
            await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Logger.Info("not now");
            new ManualResetEvent(initialState: false).WaitOne();
        }

        return 0;
    }
}
