using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>Reads the content that <see cref="StateWriter"/> wrote.</summary>
internal sealed class StateReader(byte[] bytes, int length) : BinaryReader(new MemoryStream(bytes, 0, length, writable: false))
{
    private List<object>? _shared;

    /// <summary>Reads an optional text; null if it was null.</summary>
    public string? ReadOptional() => ReadBoolean() ? ReadString() : null;

    /// <summary>Reads several items.</summary>
    public T[] ReadAll<T>(Func<StateReader, T> read)
    {
        var count = ReadInt32();
        if (count == 0)
            return [];

        // Each item needs at least one byte, so a larger count is corrupt; checked before memory is allocated.
        if (count < 0 || count > BaseStream.Length - BaseStream.Position)
            throw new FormatException($"{count} is not a count.");

        var items = new T[count];
        for (var index = 0; index < items.Length; index++)
            items[index] = read(this);

        return items;
    }

    /// <summary>Reads several items.</summary>
    public ImmutableArray<T> ReadImmutable<T>(Func<StateReader, T> read) => ImmutableCollectionsMarshal.AsImmutableArray(ReadAll(read));

    /// <summary>Reads the bytes that <see cref="StateWriter.WriteBlock"/> wrote, without copying them.</summary>
    public ReadOnlyMemory<byte> ReadBlock()
    {
        var size = ReadInt32();
        var start = (int)BaseStream.Position;
        if (size < 0 || size > length - start)
            throw new FormatException($"{size} is not a size.");

        BaseStream.Position = start + size;
        return bytes.AsMemory(start, size);
    }

    /// <summary>Reads a text, as an item of <see cref="ReadAll"/>.</summary>
    public static string ReadText(StateReader reader) => reader.ReadString();

    /// <summary>Reads an item that <see cref="StateWriter.WriteShared"/> wrote.</summary>
    public T ReadShared<T>(Func<StateReader, T> read)
        where T : notnull
    {
        _shared ??= [];
        if (Read7BitEncodedInt() is var number and > 0)
            return (T)_shared[number - 1];

        var item = read(this);
        _shared.Add(item);
        return item;
    }
}
