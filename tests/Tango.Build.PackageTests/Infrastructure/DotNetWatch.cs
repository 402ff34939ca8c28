using System.Diagnostics;
using System.Threading.Channels;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>A running <c>dotnet watch</c> without keyboard input. Its output shows what it has done: each line is checked.</summary>
internal sealed class DotNetWatch : IAsyncDisposable
{
    /// <summary>The build, or the program, has ended, and files are watched.</summary>
    public const string WaitsForRestart = "Waiting for a file to change before restarting";

    /// <summary>The program runs, and files are watched.</summary>
    public const string WaitsForChanges = "Waiting for changes";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    public DotNetWatch(string folder, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var start = DotNet.StartInfo(folder, ["watch", "--non-interactive", .. arguments], [.. environment, new("DOTNET_WATCH_SUPPRESS_EMOJIS", "1")]);
        start.RedirectStandardInput = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The lines that were waited for, and those before them.</summary>
    public IReadOnlyList<string> Lines => _seen;

    /// <summary>Waits for the next lines that contain some texts, in any order: its own output and that of the program are not synchronized.</summary>
    public async Task WaitForAsync(params string[] texts)
    {
        using var limit = new CancellationTokenSource(Patience);
        var missing = texts.ToList();
        try
        {
            while (missing.Count > 0)
            {
                var line = await _lines.Reader.ReadAsync(limit.Token);
                _seen.Add(line);
                missing.RemoveAll(text => line.Contains(text, StringComparison.Ordinal));
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new InvalidOperationException($"dotnet watch never said '{string.Join("', '", missing)}' but:\n{string.Join('\n', _seen)}", exception);
        }
    }

    // Only Ctrl+C makes it end the processes that it has started; if it is killed, it cannot. Except on Unix there is no Ctrl+C without a console.
    public async ValueTask DisposeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
            using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await _process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
            _lines.Writer.TryWrite(line);
    }
}
