using System.Diagnostics;

namespace Tango.Core.Tests.Caching;

/// <summary>A process of Tango.Core.Tests.Child, driven line by line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Tango.Core.Tests.Child.dll");
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(params string[] arguments) => StartWith([], [], arguments);

    /// <summary>Starts it through another program, as in <c>setpriv … dotnet Child.dll …</c>.</summary>
    public static ChildProcess StartWith(string[] launcher, Dictionary<string, string> environment, params string[] arguments)
    {
        string[] command = [.. launcher, Host, Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return new(Process.Start(start)!);
    }

    /// <summary>The next line it says; fails with what it said instead of lines when there is none.</summary>
    public async Task<string> SaysAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    public void GoOn() => _process.StandardInput.WriteLine();

    public Task EndsAsync() => _process.WaitForExitAsync();

    /// <summary>kill -9, and waits until it is dead.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
