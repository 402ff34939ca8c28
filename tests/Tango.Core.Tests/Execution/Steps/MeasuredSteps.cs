using System.Diagnostics;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Has some memory resident for a while.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TakesMemory : Step<int>
{
    public int Run(int megabytes, int seed = 0, bool fails = false)
    {
        var memory = new byte[megabytes << 20];
        memory.AsSpan().Fill(1);
        if (fails)
            throw new InvalidOperationException("no");

        return memory[^1] + seed;
    }
}

/// <summary>Runs at the same time as another one.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class MeetsAnother : Step<int>
{
    private static readonly Barrier Both = new(2);

    public int Run(int number)
    {
        Both.SignalAndWait(TestLimits.Hang);
        return number;
    }
}

/// <summary>Goes on after its time is up, until the process ends.</summary>
public sealed class NeverEnds : Step<int>
{
    public int Run()
    {
        new ManualResetEventSlim().Wait();
        return 1;
    }
}

/// <summary>Has another program work.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class StartsProgram : Step<int>
{
    public int Run(string script)
    {
        using var program = Process.Start("/bin/sh", ["-c", script]);
        program.WaitForExit();
        return program.ExitCode;
    }
}

/// <summary>Listens to the spans of its process from now on, and tells the current one.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TellsSpan : Step<string>
{
    public string Run()
    {
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Tango.Build",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        });
        return Activity.Current?.Id ?? "none";
    }
}

/// <summary>Tells whether its process has loaded the library of spans.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TellsLibrary : Step<bool>
{
    public bool Run() => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "System.Diagnostics.DiagnosticSource");
}
