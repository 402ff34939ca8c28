namespace Tango.IO;

/// <summary>Writes the content of a <see cref="StateFile"/>.</summary>
internal sealed class StateWriter(Stream stream) : BinaryWriter(stream)
{
    private readonly Dictionary<object, int> _shared = [];

    /// <summary>Writes an optional text.</summary>
    public void WriteOptional(string? text)
    {
        Write(text is not null);
        if (text is not null)
            Write(text);
    }

    /// <summary>Writes the number of items, then each item.</summary>
    public void WriteAll<T>(IReadOnlyCollection<T> items, Action<StateWriter, T> write)
    {
        Write(items.Count);
        foreach (var item in items)
            write(this, item);
    }

    /// <summary>Writes bytes after their number.</summary>
    public void WriteBlock(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        Write(bytes);
    }

    /// <summary>Writes several texts.</summary>
    public void WriteAll(IReadOnlyCollection<string> texts) => WriteAll(texts, static (writer, text) => writer.Write(text));

    /// <summary>Writes an item in full the first time, and its number after that: for items that occur many times.</summary>
    public void WriteShared<T>(T item, Action<StateWriter, T> write)
        where T : notnull
    {
        if (_shared.TryGetValue(item, out var number))
        {
            Write7BitEncodedInt(number);
            return;
        }

        Write7BitEncodedInt(0);
        write(this, item);
        _shared.Add(item, _shared.Count + 1);
    }
}
