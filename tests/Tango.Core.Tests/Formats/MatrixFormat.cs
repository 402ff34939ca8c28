using System.Runtime.InteropServices;
using Tango.Formats;

namespace Tango.Core.Tests.Formats;

/// <summary>A format as a user would write one: two files, byte by byte.</summary>
[FormatVersion(3)]
public sealed class MatrixFormat : Format<int[,]>
{
    public override string Name => typeof(MatrixFormat).FullName!;

    public override ValueTask WriteAsync(int[,] value, IResultWriter writer, CancellationToken cancellationToken)
    {
        using (var sizes = writer.Create("sizes/of/it.bin"))
        {
            sizes.WriteByte((byte)value.GetLength(0));
            sizes.WriteByte((byte)value.GetLength(1));
        }

        using var numbers = writer.Create("numbers.bin");
        foreach (var number in value)
            numbers.Write(MemoryMarshal.AsBytes([number]));

        return ValueTask.CompletedTask;
    }

    public override ValueTask<int[,]> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
    {
        using var sizes = reader.Open("sizes/of/it.bin");
        var value = new int[sizes.ReadByte(), sizes.ReadByte()];
        using var numbers = reader.Open("numbers.bin");
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var i = 0; i < value.GetLength(0); i++)
        {
            for (var j = 0; j < value.GetLength(1); j++)
            {
                numbers.ReadExactly(number);
                value[i, j] = MemoryMarshal.Read<int>(number);
            }
        }

        return ValueTask.FromResult(value);
    }
}
