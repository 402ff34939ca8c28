using System.Buffers.Binary;
using System.Text;

namespace Tango.Cli.Tests.Otlp;

/// <summary>A message of protocol buffers, of which only the encoding is known: numbers of fields, and their values.</summary>
internal sealed class ProtobufMessage
{
    private const int VariableLength = 0;
    private const int EightBytes = 1;
    private const int Delimited = 2;
    private const int FourBytes = 5;

    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var key = Variable(ref bytes);
            var field = (int)(key >> 3);
            switch ((int)(key & 7))
            {
                case VariableLength: _fields.Add((field, Variable(ref bytes), [])); break;
                case EightBytes: _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)), [])); break;
                case FourBytes: _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)), [])); break;
                case Delimited: _fields.Add((field, 0, Take(ref bytes, (int)Variable(ref bytes)).ToArray())); break;
                case var kind: throw new FormatException($"Kind {kind} is not known.");
            }
        }
    }

    public ulong Number(int field) => _fields.Find(found => found.Field == field).Number;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    public IEnumerable<ProtobufMessage> Messages(int field) => _fields.Where(found => found.Field == field).Select(found => new ProtobufMessage(found.Bytes));

    private byte[] Bytes(int field) => _fields.Find(found => found.Field == field).Bytes ?? [];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong Variable(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var part = Take(ref bytes, 1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;

            shift += 7;
        }
    }
}
