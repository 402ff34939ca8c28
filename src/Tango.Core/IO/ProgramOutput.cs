using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tango.IO;

/// <summary>What a small program printed that was run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, read as UTF-8.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="WasEnded">Whether it was ended here, because it took too long or was cancelled: the texts are what it printed before.</param>
internal sealed record ProgramOutput(int ExitCode, string Output, string Error, bool WasEnded)
{
    /// <summary>Runs a program.</summary>
    /// <param name="start">How to start it; its streams are redirected here.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static async Task<ProgramOutput> RunAsync(ProcessStartInfo start, string input, TimeSpan patience, CancellationToken cancellationToken)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var wasEnded = false;
        var writing = WriteAsync(process.StandardInput, input, limit.Token);
        await new ChildProcess(process).FollowAsync(text => output.Write(text), text => error.Write(text), EndAsync, limit.Token).ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        return new(process.ExitCode, Text(output), Text(error), wasEnded);

        async Task EndAsync()
        {
            wasEnded = true;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // While its output is read: one that prints before it has read all would wait for ever.
    private static async Task WriteAsync(StreamWriter stream, string input, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            stream.Close();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It ended without reading, or was ended.
        }
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
}
