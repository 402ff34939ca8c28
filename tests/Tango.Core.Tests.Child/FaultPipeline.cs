using System.Diagnostics;
using System.Globalization;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Child;

/// <summary>A pipeline of thirteen steps with results of every kind, which faults are tried on.</summary>
public static class FaultPipeline
{
    /// <summary>How many steps of each kind it has.</summary>
    public const int StepsOfEachKind = 3;

    /// <summary>How many steps it has.</summary>
    public const int StepCount = (4 * StepsOfEachKind) + 1;

    /// <summary>Its last step, which uses all others.</summary>
    /// <param name="marks">Full path of the folder for the marks of steps that run.</param>
    public static Step<string> Create(string marks)
    {
        T[] All<T>(string name, Func<object, StepOptions, T> create) =>
            [.. Enumerable.Range(1, StepsOfEachKind).Select(number => create(new { number, marks }, new StepOptions { Name = $"{name}{number}" }))];

        return Step.Create<FaultTotal>(
            new
            {
                texts = All("text", (arguments, options) => Step.Create<FaultText>(arguments, options)),
                blocks = All("bytes", (arguments, options) => Step.Create<FaultBytes>(arguments, options)),
                rows = All("rows", (arguments, options) => Step.Create<FaultRows>(arguments, options)),
                trees = All("tree", (arguments, options) => Step.Create<FaultTree>(arguments, options)),
                marks,
            },
            new StepOptions { Name = "total" });
    }

    /// <summary>Runs it, and prints its result.</summary>
    /// <param name="stage">E.g. <c>FileWritten:3</c>: where this process kills itself; null: nowhere.</param>
    public static async Task RunAsync(string cacheDirectory, string marks, string? stage)
    {
        var cache = new DirectoryStepCache(cacheDirectory) { AtStage = stage is null ? null : KillAt(stage) };
        Console.WriteLine("started");
        Console.WriteLine(await Create(marks).ResultAsync(cache).ConfigureAwait(false));
    }

    private static Action<EntryStage> KillAt(string stage)
    {
        var parts = stage.Split(':');
        var wanted = Enum.Parse<EntryStage>(parts[0]);
        var left = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return reached =>
        {
            if (reached != wanted || Interlocked.Decrement(ref left) != 0)
                return;

            using var process = Process.GetCurrentProcess();
            process.Kill();
            process.WaitForExit();
        };
    }
}
