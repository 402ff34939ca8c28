using System.Text;

namespace Tango.Execution.Running;

/// <summary>Standard output and error as steps see them: writes to the log of the step whose code is running.</summary>
internal sealed class StepConsole : TextWriter
{
    private const int LongestCopy = 1_000_000;

    private readonly TextWriter _outside;

    /// <param name="outside">Receives what is written outside any step, or after the end of the step that writes.</param>
    public StepConsole(TextWriter outside) => _outside = outside;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    // In one piece, so that lines of two threads stay apart; a very long text is not copied.
    public override void WriteLine(string? value)
    {
        if (value is { Length: > LongestCopy })
        {
            Write(value);
            Write("\n");
        }
        else
        {
            Write(value + "\n");
        }
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (StepLog.Current is not { } log || !log.TryWriteConsole(buffer))
            _outside.Write(buffer);
    }
}
