using System.Diagnostics;
using Tango.Core.Tests.Execution;

namespace Tango.Faults.Tests;

/// <summary>A process that runs the pipeline of <see cref="Core.Tests.Child.FaultPipeline"/>.</summary>
internal sealed class PipelineProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Tango.Core.Tests.Child.dll");
    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process _process;

    private PipelineProcess(Process process) => _process = process;

    public static PipelineProcess Start(FaultCache cache, string? stage = null)
    {
        string[] arguments = stage is null ? ["pipeline", cache.Directory, cache.Marks] : ["pipeline", cache.Directory, cache.Marks, stage];
        return new(Process.Start(new ProcessStartInfo(Host, [Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Ends when the process is about to run steps.</summary>
    public async Task StartedAsync() => Assert.Equal("started", await _process.StandardOutput.ReadLineAsync().WaitAsync(TestLimits.Hang));

    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>The rest of what it printed, and how it ended.</returns>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public Task<(string Output, string Error, int ExitCode)> EndAsync() => ReadToEndAsync().WaitAsync(TestLimits.Hang);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<(string Output, string Error, int ExitCode)> ReadToEndAsync()
    {
        var error = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (output.Replace("started", "", StringComparison.Ordinal).Trim(), await error, _process.ExitCode);
    }
}
