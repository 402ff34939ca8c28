using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Tango.Formats.Json;

namespace Tango.Identity;

/// <summary>
/// The canonical encoding that identities hash: equal values give equal bytes on every machine, in every culture and process; values that
/// differ give different bytes.
/// </summary>
/// <remarks>
/// Each value is a tag byte and its content. Lengths and counts are variable-length integers, seven bits a byte, low bits first.
/// <list type="table">
/// <listheader><term>tag</term><description>content</description></listheader>
/// <item><term><c>n</c></term><description>null: nothing</description></item>
/// <item><term><c>t</c>, <c>f</c></term><description>true, false: nothing</description></item>
/// <item><term><c>i</c></term><description>integer of any width: length, then two's complement, high byte first, as short as possible</description></item>
/// <item><term><c>d</c></term><description>float of any width: 8 bytes IEEE 754 binary64, high byte first; every NaN is one value</description></item>
/// <item><term><c>m</c></term><description>decimal or free-form JSON number: its canonical spelling as text (<c>12e2</c>)</description></item>
/// <item><term><c>s</c></term><description>text: length in bytes, UTF-8; a lone surrogate is encoded as its three bytes</description></item>
/// <item><term><c>c</c></term><description>character: as text</description></item>
/// <item><term><c>e</c></term><description>enumeration value: its names as text</description></item>
/// <item><term><c>T</c></term><description>date and time: ticks as integer, kind as integer</description></item>
/// <item><term><c>O</c></term><description>date and time with offset: local ticks as integer, offset in minutes as integer</description></item>
/// <item><term><c>D</c>, <c>h</c>, <c>p</c></term><description>date (day number), time of day (ticks), duration (ticks): as integer</description></item>
/// <item><term><c>g</c></term><description>GUID: 16 bytes, in the order its text shows them</description></item>
/// <item><term><c>u</c>, <c>v</c></term><description>URI as written, version: as text</description></item>
/// <item><term><c>l</c></term><description>list: count, then the items in order</description></item>
/// <item><term><c>x</c></term><description>set: count, then the SHA-256 of each item's encoding, in order of these hashes</description></item>
/// <item><term><c>o</c></term><description>map: count, then name as text and value, in ordinal order of the names</description></item>
/// <item><term><c>F</c></term><description>input file: path relative to the project as text, then the 32 bytes of its content's SHA-256</description></item>
/// <item><term><c>r</c></term><description>reference: unique id as text, count of path parts, then each as text</description></item>
/// </list>
/// </remarks>
internal sealed class CanonicalWriter : IDisposable
{
    private const int FlushAt = 64 * 1024;

    // Rented: every step needs several writers.
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256);
    private int _written;
    private IncrementalHash? _hash;

    private ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _written);

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
        _written = 0;
        _hash?.Dispose();
        _hash = null;
    }

    /// <summary>Returns the SHA-256 of everything written, 32 bytes, and starts again.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    public void Finish(Span<byte> destination)
    {
        if (_hash is null)
        {
            SHA256.HashData(Written, destination);
        }
        else
        {
            _hash.AppendData(Written);
            _hash.GetHashAndReset(destination);
            _hash.Dispose();
            _hash = null;
        }

        _written = 0;
    }

    /// <summary>Writes null.</summary>
    public void WriteNull() => WriteTag('n');

    /// <summary>Writes a Boolean value.</summary>
    public void WriteBoolean(bool value) => WriteTag(value ? 't' : 'f');

    /// <summary>Writes an integer; the same number has the same encoding for every width.</summary>
    public void WriteInteger(long value)
    {
        WriteTag('i');
        WriteMinimal(value);
    }

    /// <summary>Writes many integers, each as <see cref="WriteInteger(long)"/> does.</summary>
    /// <remarks>Optimized from the first call: an argument of millions of numbers is encoded once per process.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void WriteIntegers<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        const int LongestEncoding = 2 + sizeof(long);
        const int AtOnce = 4096;
        while (!values.IsEmpty)
        {
            var chunk = values[..Math.Min(values.Length, AtOnce)];
            values = values[chunk.Length..];
            FlushIfFull();
            var target = Reserve(chunk.Length * LongestEncoding);
            var length = 0;
            foreach (var value in chunk)
            {
                var number = long.CreateTruncating(value);
                var magnitude = (ulong)(number ^ (number >> 63));
                var bytes = (64 - BitOperations.LeadingZeroCount(magnitude) + 8) / 8;
                target[length++] = (byte)'i';
                target[length++] = (byte)bytes;
                for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
                    target[length++] = (byte)(number >> shift);
            }

            _written += length;
        }
    }

    /// <summary>Writes an integer of any size.</summary>
    public void WriteInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInteger((long)value);
            return;
        }

        WriteTag('i');
        var bytes = value.ToByteArray(isUnsigned: false, isBigEndian: true);
        WriteCount(bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>Writes a float; <see cref="float"/> and <see cref="Half"/> widen without loss.</summary>
    public void WriteFloat(double value)
    {
        WriteTag('d');
        BinaryPrimitives.WriteDoubleBigEndian(Advance(sizeof(double)), double.IsNaN(value) ? double.NaN : value);
    }

    /// <summary>Writes a decimal or a free-form JSON number.</summary>
    public void WriteNumber(string canonical)
    {
        WriteTag('m');
        WriteRaw(canonical);
    }

    /// <summary>Writes text.</summary>
    public void WriteText(ReadOnlySpan<char> value)
    {
        WriteTag('s');
        WriteRaw(value);
    }

    /// <summary>Writes an enumeration value.</summary>
    /// <param name="names">Its names in canonical order.</param>
    public void WriteEnumeration(string names)
    {
        WriteTag('e');
        WriteRaw(names);
    }

    /// <summary>Writes any single value of the framework.</summary>
    /// <param name="value">One of the types of <see cref="Parameters.ArgumentValue.Scalar"/>, or a narrower number.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public void WriteScalar(object value)
    {
        switch (value)
        {
            case string text: WriteText(text); break;
            case bool flag: WriteBoolean(flag); break;
            case long or int or short or sbyte or byte or ushort or uint:
                WriteInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number: WriteInteger(new BigInteger(number)); break;
            case BigInteger number: WriteInteger(number); break;
            case Int128 number: WriteInteger((BigInteger)number); break;
            case UInt128 number: WriteInteger((BigInteger)number); break;
            case double number: WriteFloat(number); break;
            case float number: WriteFloat(number); break;
            case Half number: WriteFloat((double)number); break;
            default: WriteOther(value); break;
        }
    }

    /// <summary>Starts a list; its items follow.</summary>
    public void BeginList(int count)
    {
        WriteTag('l');
        WriteCount(count);
    }

    /// <summary>Starts a map; for each member its name (<see cref="WriteText"/>) and its value follow, in ordinal order of the names.</summary>
    public void BeginMap(int count)
    {
        WriteTag('o');
        WriteCount(count);
    }

    /// <summary>Writes a set.</summary>
    /// <param name="itemHashes">The SHA-256 of each item's encoding; sorted in place.</param>
    public void WriteSet(List<byte[]> itemHashes)
    {
        itemHashes.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        WriteTag('x');
        WriteCount(itemHashes.Count);
        foreach (var hash in itemHashes)
            WriteBytes(hash);
    }

    /// <summary>Writes an input file.</summary>
    /// <param name="relativePath">Its path relative to the project, with <c>/</c>.</param>
    /// <param name="contentHash">The SHA-256 of its content, 32 bytes.</param>
    public void WriteFile(string relativePath, ReadOnlySpan<byte> contentHash)
    {
        WriteTag('F');
        WriteRaw(relativePath);
        WriteBytes(contentHash);
    }

    /// <summary>Writes a reference to a step's result.</summary>
    /// <param name="path">The path into the result.</param>
    public void WriteReference(string uniqueId, IReadOnlyCollection<string> path)
    {
        WriteTag('r');
        WriteRaw(uniqueId);
        WriteCount(path.Count);
        foreach (var part in path)
            WriteRaw(part);
    }

    /// <summary>Writes bytes unchanged, for hashes of a known length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, FlushAt)];
            chunk.CopyTo(Advance(chunk.Length));
            bytes = bytes[chunk.Length..];
        }
    }

    private void WriteOther(object value)
    {
        switch (value)
        {
            case decimal number: WriteNumber(Parameters.CanonicalNumber.From(number.ToString(CultureInfo.InvariantCulture))); break;
            case char character: WriteTagged('c', [character]); break;
            case DateTime time: WriteTagged('T', time.Ticks, (int)time.Kind); break;
            case DateTimeOffset time: WriteTagged('O', time.Ticks, time.TotalOffsetMinutes); break;
            case DateOnly date: WriteTagged('D', date.DayNumber); break;
            case TimeOnly time: WriteTagged('h', time.Ticks); break;
            case TimeSpan duration: WriteTagged('p', duration.Ticks); break;
            case Guid guid: WriteGuid(guid); break;
            case Uri uri: WriteTagged('u', uri.OriginalString); break;
            case Version version: WriteTagged('v', version.ToString()); break;
            default: throw new ArgumentException($"{value.GetType()} is not a single value.", nameof(value));
        }
    }

    private void WriteGuid(Guid guid)
    {
        WriteTag('g');
        guid.TryWriteBytes(Advance(16), bigEndian: true, out _);
    }

    private void WriteTagged(char tag, ReadOnlySpan<char> text)
    {
        WriteTag(tag);
        WriteRaw(text);
    }

    private void WriteTagged(char tag, long first, long? second = null)
    {
        WriteTag(tag);
        WriteMinimal(first);
        if (second is { } number)
            WriteMinimal(number);
    }

    private void WriteTag(char tag) => Advance(1)[0] = (byte)tag;

    private void WriteMinimal(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        var start = 0;
        while (start < sizeof(long) - 1
            && ((bytes[start] == 0 && bytes[start + 1] < 0x80) || (bytes[start] == 0xff && bytes[start + 1] >= 0x80)))
        {
            start++;
        }

        WriteCount(sizeof(long) - start);
        WriteBytes(bytes[start..]);
    }

    private void WriteRaw(ReadOnlySpan<char> text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) <= FlushAt && !WholeStringConverter.HasHalfPair(text))
        {
            WriteCount(Encoding.UTF8.GetByteCount(text));
            var span = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
            _written += Encoding.UTF8.GetBytes(text, span);
            FlushIfFull();
            return;
        }

        var bytes = Wtf8.GetBytes(text);
        WriteCount(bytes.Length);
        WriteBytes(bytes);
    }

    private void WriteCount(int count)
    {
        var rest = (uint)count;
        while (rest >= 0x80)
        {
            Advance(1)[0] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        Advance(1)[0] = (byte)rest;
    }

    private Span<byte> Advance(int length)
    {
        FlushIfFull();
        var span = Reserve(length);
        _written += length;
        return span[..length];
    }

    private Span<byte> Reserve(int length)
    {
        if (length > _buffer.Length - _written)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_written + length, 2 * _buffer.Length));
            Written.CopyTo(larger);
            Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_written);
    }

    // Cleared: what is hashed may be secret.
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private void FlushIfFull()
    {
        if (_written < FlushAt)
            return;

        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(Written);
        _written = 0;
    }
}
