namespace Tango.Execution.Commands;

/// <summary>
/// The last lines of two streams, in the order in which they came. Half of them is reserved for each stream: many programs print their output in one block when they end, which
/// would displace the error that they reported before.
/// </summary>
internal sealed class LastLines
{
    private const int Max = 20;
    private const int Reserved = Max / 2;

    private readonly Queue<(long Number, string Text)> _output = new();
    private readonly Queue<(long Number, string Text)> _errors = new();
    private long _count;

    public void AddOutput(string line) => Add(_output, line);

    public void AddError(string line) => Add(_errors, line);

    public IReadOnlyCollection<string> ToList()
    {
        var errors = Math.Min(_errors.Count, Math.Max(Reserved, Max - _output.Count));
        var lines = _errors.TakeLast(errors).Concat(_output.TakeLast(Max - errors));
        return [.. lines.OrderBy(line => line.Number).Select(line => line.Text)];
    }

    private void Add(Queue<(long Number, string Text)> stream, string line)
    {
        if (stream.Count == Max)
            stream.Dequeue();

        stream.Enqueue((_count++, line));
    }
}
