using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Tango.Identity;
using Tango.Parameters;

namespace Tango.Core.Tests.Identity;

public sealed class CanonicalWriterTests
{
    [Fact]
    public void Every_width_of_an_integer_is_one_value()
    {
        object[] ones = [1L, 1, (short)1, (sbyte)1, (byte)1, (ushort)1, 1u, 1ul, BigInteger.One, Int128.One, UInt128.One];

        Assert.Single(ones.Select(one => Encoded.Hash(writer => writer.WriteScalar(one))).Distinct());
    }

    [Fact]
    public void Every_width_of_a_float_is_one_value() =>
        Assert.Single(new object[] { 0.5, 0.5f, (System.Half)0.5 }.Select(half => Encoded.Hash(writer => writer.WriteScalar(half))).Distinct());

    [Fact]
    public void Every_NaN_is_one_value() =>
        Assert.Equal(
            Encoded.Hash(writer => writer.WriteFloat(double.NaN)),
            Encoded.Hash(writer => writer.WriteFloat(BitConverter.Int64BitsToDouble(0x7ff8000000000123))));

    [Fact]
    public void Integers_are_distinguished_at_every_border_of_a_byte()
    {
        var numbers = new List<BigInteger>();
        for (var bit = 0; bit <= 72; bit++)
        {
            var power = BigInteger.One << bit;
            numbers.AddRange([power - 1, power, power + 1, -power - 1, -power, -power + 1]);
        }

        var distinct = numbers.Distinct().ToList();

        Assert.Equal(distinct.Count, distinct.Select(number => Encoded.Hash(writer => writer.WriteInteger(number))).Distinct().Count());
    }

    // The way a text is given (one literal, or put together) and its length against the writer's buffer are of no account.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(21_845)]
    [InlineData(21_846)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void A_text_of_any_length_is_its_tag_its_length_and_its_bytes(int length)
    {
        var text = new string('ä', length);
        var bytes = Encoding.UTF8.GetBytes(text);
        byte[] expected = [(byte)'s', .. Count(bytes.Length), .. bytes];

        Assert.Equal(SHA256.HashData(expected), Encoded.Bytes(writer => writer.WriteText(text)));
    }

    [Fact]
    public void Each_unpaired_surrogate_has_its_own_hash()
    {
        string[] texts = ["\ud800", "\ud801", "\udc00", "\ufffd", "\ud800\udc00", "\udc00\ud800", "a\ud800", "\ud800a"];

        Assert.Equal(texts.Length, texts.Select(text => Encoded.Hash(writer => writer.WriteText(text))).Distinct().Count());
    }

    [Fact]
    public void Half_a_character_is_three_bytes() =>
        Assert.Equal(
            SHA256.HashData([(byte)'s', 4, (byte)'a', 0xED, 0xA0, 0x80]),
            Encoded.Bytes(writer => writer.WriteText("a\ud800")));

    [Fact]
    public void What_is_written_in_pieces_is_hashed_as_one()
    {
        byte[] expected = [.. Enumerable.Repeat<byte[]>([(byte)'i', 1, 5], 100_000).SelectMany(piece => piece)];

        Assert.Equal(SHA256.HashData(expected), Encoded.Bytes(writer =>
        {
            for (var count = 0; count < 100_000; count++)
                writer.WriteInteger(5);
        }));
    }

    [Fact]
    public void A_writer_starts_again_after_each_hash()
    {
        using var writer = new CanonicalWriter();
        var (first, second) = (new byte[32], new byte[32]);

        writer.WriteText(new string('x', 100_000));
        writer.Finish(first);
        writer.WriteText("a");
        writer.Finish(second);

        Assert.Equal(Encoded.Bytes(fresh => fresh.WriteText("a")), second);
    }

    [Fact]
    public void What_is_no_single_value_is_refused()
    {
        using var writer = new CanonicalWriter();

        Assert.Throws<ArgumentException>(() => writer.WriteScalar(new object()));
    }

    [Fact]
    public void Random_values_have_one_hash_if_and_only_if_they_are_equal()
    {
        var values = new RandomValues(seed: 7);
        var byHash = new Dictionary<string, ArgumentValue>();
        for (var round = 0; round < 20_000; round++)
        {
            var value = values.Next();
            var hash = Encoded.Hash(value);

            Assert.Equal(hash, Encoded.Hash(RandomValues.Copy(value)));
            Assert.True(byHash.TryAdd(hash, value) || byHash[hash].Equals(value), $"{value} and {byHash[hash]} differ, but have one hash.");
        }
    }

    private static byte[] Count(int number)
    {
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));

        return [.. bytes, (byte)number];
    }
}
