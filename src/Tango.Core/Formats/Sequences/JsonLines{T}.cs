namespace Tango.Formats.Sequences;

/// <summary>Writes and reads the items of a sequence.</summary>
internal sealed class JsonLines<T> : JsonLines
{
    private readonly SequenceKind _kind;

    public JsonLines(SequenceKind kind) => _kind = kind;

    public override async ValueTask WriteAsync(object sequence, Stream stream, CancellationToken cancellationToken)
    {
        using var lines = new JsonLineWriter<T>(stream.Write);
        try
        {
            await SequenceType.ForEachAsync<T>(sequence, _kind, lines.Append, cancellationToken).ConfigureAwait(false);
        }
        catch (ResultNotStorableException)
        {
            // The previous lines are complete. For a sequence that is computed while it is written, nothing else exists.
            lines.Flush();
            throw;
        }

        lines.Flush();
    }

    public override object Read(Func<Stream> open)
    {
        var sequence = new StoredSequence<T>(open);
        return _kind switch
        {
            SequenceKind.List => sequence.ToList(),
            SequenceKind.Array => sequence.ToArray(),
            _ => sequence,
        };
    }
}
