using System.Text;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Ways of a step to say too much.</summary>
public enum FloodKind
{
    Console,
    ConsoleLines,
    Logger,
    Output,
    OutputLines,
    Error,
}

/// <summary>Says any amount, without needing memory for it.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Floods : Step<int>
{
    private const int Block = 1_000_000;

    public int Run(FloodKind kind, int megabytes)
    {
        var text = new string('x', Block);
        var lines = string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", Block / 100));
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        for (var said = 0; said < megabytes; said++)
        {
            switch (kind)
            {
                case FloodKind.Console: Console.Write(text); break;
                case FloodKind.ConsoleLines: Console.Write(lines); break;
                case FloodKind.Logger: Logger.Info(text); break;
                case FloodKind.Output: output.Write(Encoding.ASCII.GetBytes(text)); break;
                case FloodKind.OutputLines: output.Write(Encoding.ASCII.GetBytes(lines)); break;
                default: error.Write(Encoding.ASCII.GetBytes(text)); break;
            }
        }

        return 1;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsAtLength : Step<int>
{
    public int Run(int length) => throw new InvalidOperationException(new string('x', length));
}

[Step(Deterministic = true, Version = "1")]
public sealed class SpeaksAtLength : Step<int>
{
    public int Run(int length)
    {
        Summary = new string('s', length);
        Progress.Report(new StepProgress(0.5, new string('p', length)));
        Logger.Info(new string('i', length));
        Console.WriteLine(new string('c', length));
        for (var warning = 0; warning < 2000; warning++)
            Logger.Warning("w");

        return 1;
    }
}

// Without a version: its code is part of its id.
[Step(Deterministic = true)]
public sealed class Summarizes : Step<int>
{
    public int Run(string text)
    {
        Summary = text;
        return 1;
    }
}
