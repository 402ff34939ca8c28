namespace Tango.Formats.Sequences;

/// <summary>Writes and reads the items of a sequence whose item type is known only at run time.</summary>
internal abstract class JsonLines
{
    /// <summary>Writes all items of a sequence.</summary>
    public abstract ValueTask WriteAsync(object sequence, Stream stream, CancellationToken cancellationToken);

    /// <summary>Returns a sequence that reads the lines.</summary>
    /// <param name="open">Opens the lines, once for each enumeration.</param>
    public abstract object Read(Func<Stream> open);
}
