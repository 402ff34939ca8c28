using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Ways of a step to end its process.</summary>
public enum CrashKind
{
    StackOverflow,
    ExitWithZero,
    ExitWithThree,
    ExitFromThread,
    FailFast,
    Killed,
    Terminated,
    AccessViolation,
    AsyncVoid,
    ThrowingThread,
    ThrowingFinalizer,
    ClosesEverything,
}

/// <summary>Ends its process, once files are there that other steps write when they run beside it.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Crashes : Step<int>
{
    public int Run(CrashKind kind, string after = "")
    {
        foreach (var file in after.Split('|', StringSplitOptions.RemoveEmptyEntries))
            WaitFor(file);

        Crash(kind);
        new ManualResetEvent(initialState: false).WaitOne();
        return 0;
    }

    internal static void WaitFor(string file)
    {
        if (!SpinWait.SpinUntil(() => File.Exists(file), TestLimits.Hang))
            throw new TimeoutException($"No other step wrote '{file}'.");
    }

    private static void Crash(CrashKind kind)
    {
        switch (kind)
        {
            case CrashKind.StackOverflow: Overflow(0); break;
            case CrashKind.ExitWithZero: Environment.Exit(0); break;
            case CrashKind.ExitWithThree: Environment.Exit(3); break;
            case CrashKind.ExitFromThread: new Thread(() => Environment.Exit(0)).Start(); break;
            case CrashKind.FailFast: Environment.FailFast("on purpose"); break;
            case CrashKind.Killed: Process.GetCurrentProcess().Kill(); break;
            case CrashKind.Terminated: Native.Signal(15); break;
            case CrashKind.AccessViolation: Marshal.WriteByte(0x1234567, 1); break;
            case CrashKind.AsyncVoid: ThrowLater(); break;
            case CrashKind.ThrowingThread: new Thread(() => throw new InvalidOperationException("on purpose")).Start(); break;
            case CrashKind.ThrowingFinalizer:
                Drop();
                GC.Collect();
                break;
            default: Native.CloseAll(); throw new InvalidOperationException("nobody hears this");
        }
    }

    private static int Overflow(int depth) => depth < 0 ? 0 : Overflow(depth + 1) + Overflow(depth + 2);

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("on purpose");
    }

    private static void Drop() => _ = new ThrowsInFinalizer();

    private sealed class ThrowsInFinalizer
    {
        [SuppressMessage("Design", "CA1065:Do not raise exceptions in unexpected locations", Justification = "That is what is tested.")]
        ~ThrowsInFinalizer() => throw new InvalidOperationException("on purpose");
    }
}

/// <summary>Runs until its process ends; the second time it finds its mark and completes.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class CompletesTheSecondTime : Step<int>
{
    public int Run(string mark, int value = 0)
    {
        if (!File.Exists(mark))
        {
            File.WriteAllText(mark, "");
            new ManualResetEvent(initialState: false).WaitOne();
        }

        return value;
    }
}

/// <summary>Completes, and leaves a thread that ends the process once a file is there that another step writes.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LeavesCrash : Step<int>
{
    public int Run(string after)
    {
        new Thread(() =>
        {
            Crashes.WaitFor(after);
            throw new InvalidOperationException("on purpose");
        }).Start();
        return 1;
    }
}

/// <summary>Ends its process the first time only.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class CrashesOnce : Step<int>
{
    public int Run(string mark, string after)
    {
        if (!File.Exists(mark))
        {
            Crashes.WaitFor(after);
            File.WriteAllText(mark, "");
            Environment.FailFast("on purpose");
        }

        return 1;
    }
}

/// <summary>Ends its attempts as told: with a crash, an exception or a result.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class EndsEachTimeAs : Step<int>
{
    public int Run(string attempts, string count)
    {
        File.AppendAllText(count, "ran\n");
        switch (attempts.Split(',')[File.ReadAllLines(count).Length - 1])
        {
            case "crash": Environment.FailFast("on purpose"); break;
            case "throw": throw new IOException("on purpose");
        }

        return 1;
    }
}

/// <summary>Says on a line of a file that it ran.</summary>
[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class CountsInFile : Step<int>
{
    public int Run(string file)
    {
        File.AppendAllText(file, "ran\n");
        return 5;
    }
}

/// <summary>Leaves a thread that keeps its process alive.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LeavesThread : Step<int>
{
    public int Run()
    {
        new Thread(() => new ManualResetEvent(initialState: false).WaitOne()).Start();
        return 1;
    }
}

/// <summary>Never lets its process exit.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class HoldsTheExit : Step<int>
{
    public int Run()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => new ManualResetEvent(initialState: false).WaitOne();
        return 1;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class WaitsForItsOwnInitializer : Step<int>
{
    public int Run() => Deadlock.Value;

    private static class Deadlock
    {
        public static readonly int Value = Wait();

        private static int Wait()
        {
            var thread = new Thread(() => GC.KeepAlive(Value));
            thread.Start();
            thread.Join();
            return 1;
        }
    }
}

/// <summary>Closes descriptors of its process, and says something after that.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class ClosesDescriptors : Step<int>
{
    public int Run(IReadOnlyList<int> descriptors)
    {
        foreach (var descriptor in descriptors)
            Native.Close(descriptor);

        Console.WriteLine("closed");
        Logger.Info("still here");
        return 1;
    }
}

/// <summary>Stops its process by a signal.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class StopsItsProcess : Step<int>
{
    public int Run()
    {
        Native.Signal(19);

        // The signal stops the process some time after the call: a step that goes on might complete before.
        new ManualResetEvent(initialState: false).WaitOne();
        return 1;
    }
}

/// <summary>Finds the pipe in which its worker reports, as nothing but malice or a loop over all descriptors does, and writes to it.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class WritesToTheChannel : Step<int>
{
    public int Run(string text)
    {
        var pipes = Directory.GetFiles("/proc/self/fd").Select(Pipe.Read).OfType<Pipe>().ToArray();
        var printing = pipes.Single(pipe => pipe.Number == 2);

        // The worker's standard streams have the lowest numbers, also where the runtime duplicates them; of its own pipes the runtime has both ends.
        var channel = pipes.Where(pipe => pipe.IsWritten && pipe.Target != printing.Target && !pipes.Any(other => other.Target == pipe.Target && !other.IsWritten)).MinBy(pipe => pipe.Number)!;
        using var stream = new FileStream($"/proc/self/fd/{channel.Number}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return new ManualResetEvent(initialState: false).WaitOne(TestLimits.Hang) ? 1 : throw new TimeoutException("The worker was not ended.");
    }

    private sealed record Pipe(int Number, string Target, bool IsWritten)
    {
        public static Pipe? Read(string link)
        {
            var number = int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture);
            var target = new FileInfo(link).LinkTarget;
            return target?.StartsWith("pipe:", StringComparison.Ordinal) == true
                ? new Pipe(number, target, File.ReadAllText($"/proc/self/fdinfo/{number}").Split('\n').First(line => line.StartsWith("flags:", StringComparison.Ordinal)).EndsWith('1'))
                : null;
        }
    }
}

internal static class Native
{
    public static void Signal(int signal) => _ = Kill(Environment.ProcessId, signal);

    public static void CloseAll()
    {
        for (var descriptor = 0; descriptor < 1024; descriptor++)
            Close(descriptor);
    }

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseDescriptor(int descriptor);
}
