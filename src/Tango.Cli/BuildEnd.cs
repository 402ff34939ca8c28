using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tango.Cli;

/// <summary>
/// Ends <c>dotnet build</c> as Ctrl+C does, so that it stops its steps in order and records what they did; and with force only if it does not. At a terminal Ctrl+C reaches it anyway, which it does not mind.
/// On Windows it always does: there nothing else interrupts a process.
/// </summary>
/// <param name="patience">How long it may take after a request.</param>
internal sealed class BuildEnd(TimeSpan patience)
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>What a build needs that ends its steps, which have some seconds.</summary>
    public static BuildEnd Default { get; } = new(TimeSpan.FromSeconds(20));

    /// <summary>Ends a build.</summary>
    /// <returns>When it has ended.</returns>
    public async Task RequestAsync(Process build)
    {
        var end = build.WaitForExitAsync();
        for (var request = 0; request < 2; request++)
        {
            if (!OperatingSystem.IsWindows() && !end.IsCompleted)
                _ = Kill(build.Id, IgnoresInterrupt(build.Id) ? Terminate : Interrupt);

            if (await Task.WhenAny(end, Task.Delay(patience)).ConfigureAwait(false) == end)
                return;
        }

        build.Kill(entireProcessTree: true);
        await end.ConfigureAwait(false);
    }

    // What a script starts with & must not end when somebody presses Ctrl+C: it ignores SIGINT, and so does all that it starts. Then it ends at once, and its worker with it, which leaves no record.
    private static bool IgnoresInterrupt(int process)
    {
        const string Ignored = "SigIgn:";
        try
        {
            var line = OperatingSystem.IsLinux() ? File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
            return line is not null && ulong.TryParse(line.AsSpan(Ignored.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var signals) && (signals & (1UL << (Interrupt - 1))) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or the system does not tell.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
