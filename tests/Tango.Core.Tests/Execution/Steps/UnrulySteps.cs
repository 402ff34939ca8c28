using System.Diagnostics;
using System.Globalization;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Leaves a process behind that holds the streams it inherits.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LeavesProcess : Step<int>
{
    public int Run(bool crash)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("ping", ["-n", "60", "127.0.0.1"]) : new ProcessStartInfo("sleep", ["60"]);
        using var left = Process.Start(start)!;
        Logger.Info(left.Id.ToString(CultureInfo.InvariantCulture));
        if (crash)
            Environment.FailFast("on purpose");

        return 1;
    }
}

/// <summary>Says more than a pipe holds.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SaysALot : Step<int>
{
    public int Run()
    {
        for (var line = 0; line < 2000; line++)
            Logger.Info(new string('x', 1000));

        return 1;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReadsConsole : Step<bool>
{
    public bool Run() => Console.ReadLine() is null;
}

/// <summary>Leaves code behind that still speaks as the step.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TalksLate : Step<int>
{
    public int Run(string gate, string end)
    {
        var logger = Logger;
        _ = TalkAsync();
        return 1;

        async Task TalkAsync()
        {
            try
            {
                await Gate.Find(gate).PassAsync();
                Console.WriteLine("late");
                logger.Info("later");
                Promise.Find(end).SetResult(1);
            }
            catch (Exception exception)
            {
                Promise.Find(end).SetException(exception);
            }
        }
    }
}

public sealed class BrokenException(bool isNull) : Exception
{
    public override string Message => isNull ? null! : throw new InvalidOperationException("no message");

    public override string StackTrace => throw new InvalidOperationException("no stack");

    public override string ToString() => throw new InvalidOperationException("no text");
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsBroken : Step<int>
{
    public int Run(bool isNull) => throw new BrokenException(isNull);
}

/// <summary>An exception one of whose members does not return until a gate opens.</summary>
public sealed class EndlessException(string member, string gate) : Exception
{
    public override string Message => Answer(nameof(Message));

    public override string StackTrace => Answer(nameof(StackTrace));

    public override string ToString() => Answer(nameof(ToString)) + base.ToString();

    private string Answer(string asked)
    {
        if (asked == member)
            Gate.Find(gate).PassAsync().Wait();

        return asked;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsEndlessly : Step<int>
{
    public int Run(string member, string gate) => throw new EndlessException(member, gate);
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsHugely : Step<int>
{
    private const int Many = 100_000;

    public int Run(string shape)
    {
        var text = new string('x', 5_000_000);
        throw shape switch
        {
            "deep" => Nest(Many, inner => new InvalidOperationException("outermost", inner)),
            "deep aggregates" => Nest(Many, inner => new AggregateException(inner, new IOException())),
            "wide aggregate" => new AggregateException(Enumerable.Repeat(new IOException("one of many"), Many)),
            "long" => new InvalidOperationException(text),
            "long and deep" => Nest(Many, inner => new InvalidOperationException(text, inner)),
            _ => new AggregateException(new IOException(text), new IOException(text)),
        };
    }

    private static Exception Nest(int depth, Func<Exception, Exception> wrap)
    {
        Exception inner = new IOException("innermost");
        for (var level = 0; level < depth; level++)
            inner = wrap(inner);

        return inner;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsInConstructor : Step<int>
{
    public FailsInConstructor() => throw new IOException("no licence");

    public int Run() => 1;
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsInTypeInitializer : Step<int>
{
    public int Run() => Broken.Value;

    private static class Broken
    {
        public static readonly int Value = int.Parse("no number", CultureInfo.InvariantCulture);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReportsNoNumber : Step<int>
{
    public int Run()
    {
        Progress.Report(new StepProgress(double.NaN, "nothing"));
        Progress.Report(new StepProgress(double.PositiveInfinity, "too much"));
        return 1;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class RunsBesideStatic : Step<int>
{
    public static int Run(int left, int right) => left + right;

    public int Run(int value) => Run(value, 1);
}

/// <summary>Gives its result when its test does, whatever it is told.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class ReturnsLate : Step<int>
{
    public Task<int> RunAsync(string counter, string promise)
    {
        Counter.Count(counter);
        return Promise.Find(promise).Task;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class IsSlowAtFirst : Step<int>
{
    public async Task<int> RunAsync(string counter, CancellationToken cancellationToken)
    {
        if (Counter.Count(counter) == 1)
            await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);

        return 1;
    }
}
