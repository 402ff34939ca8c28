using System.Text.Json.Serialization;

namespace Tango.Core.Tests.Formats.Json;

/// <summary>What the text of a number does not show comes back too, and all other numbers are written as ever.</summary>
public sealed class NumberBitsTests
{
    [Theory]
    [InlineData(0xFFF8000000000000, "\"NaN\"")]
    [InlineData(0x7FF8000000000000, "\"NaN(0x7ff8000000000000)\"")]
    [InlineData(0x7FF8000000000001, "\"NaN(0x7ff8000000000001)\"")]
    [InlineData(0xFFFFFFFFFFFFFFFF, "\"NaN(0xffffffffffffffff)\"")]
    [InlineData(0x7FF0000000000001, "\"NaN(0x7ff0000000000001)\"")]
    [InlineData(0x7FF0000000000000, "\"Infinity\"")]
    [InlineData(0xFFF0000000000000, "\"-Infinity\"")]
    [InlineData(0x8000000000000000, "-0")]
    [InlineData(0x3FB999999999999A, "0.1")]
    [InlineData(0x4341C37937E08000, "10000000000000000")]
    [InlineData(0x7FEFFFFFFFFFFFFF, "1.7976931348623157E+308")]
    [InlineData(0x0000000000000001, "5E-324")]
    public async Task Doubles(ulong bits, string text)
    {
        var number = BitConverter.UInt64BitsToDouble(bits);

        Assert.Equal(text, await JsonRoundTrip.TextOfAsync(number));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(await JsonRoundTrip.OfAsync(number)));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(Assert.Single(await JsonRoundTrip.OfAsync<List<double?>>([number]))!.Value));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(Assert.Single(await JsonRoundTrip.OfAsync(new Dictionary<double, int> { [number] = 1 })).Key));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits((await JsonRoundTrip.OfAsync(new Measured(number, 1))).X));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits((await JsonRoundTrip.OfAsync(new AsStrings { X = number })).X));
    }

    [Theory]
    [InlineData(0xFFC00000, "\"NaN\"")]
    [InlineData(0x7FC00000, "\"NaN(0x7fc00000)\"")]
    [InlineData(0x7F800001, "\"NaN(0x7f800001)\"")]
    [InlineData(0x7F800000, "\"Infinity\"")]
    [InlineData(0x80000000, "-0")]
    [InlineData(0x3DCCCCCD, "0.1")]
    public async Task Singles(uint bits, string text)
    {
        var number = BitConverter.UInt32BitsToSingle(bits);

        Assert.Equal(text, await JsonRoundTrip.TextOfAsync(number));
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(await JsonRoundTrip.OfAsync(number)));
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(Assert.Single(await JsonRoundTrip.OfAsync(new Dictionary<float, int> { [number] = 1 })).Key));
    }

    [Fact]
    public async Task Every_half()
    {
        var all = Enumerable.Range(0, ushort.MaxValue + 1).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray();

        var stored = await JsonRoundTrip.OfAsync(all);

        Assert.Equal(all.Select(BitConverter.HalfToUInt16Bits), stored.Select(BitConverter.HalfToUInt16Bits));
    }

    [Theory]
    [InlineData("0.00", false, "0.00")]
    [InlineData("0.00", true, "-0.00")]
    [InlineData("0", true, "-0")]
    [InlineData("0.0000000000000000000000000000", true, "-0.0000000000000000000000000000")]
    [InlineData("1.10", true, "-1.10")]
    [InlineData("79228162514264337593543950335", false, "79228162514264337593543950335")]
    public async Task Decimals(string digits, bool isNegative, string text)
    {
        var number = decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) * (isNegative ? decimal.MinusOne : decimal.One);
        var bits = decimal.GetBits(number);

        Assert.Equal(isNegative, decimal.IsNegative(number));
        Assert.Equal(text, await JsonRoundTrip.TextOfAsync(number));
        Assert.Equal(bits, decimal.GetBits(await JsonRoundTrip.OfAsync(number)));
        Assert.Equal(bits, decimal.GetBits(Assert.Single(await JsonRoundTrip.OfAsync<List<decimal?>>([number]))!.Value));
        Assert.Equal(bits, decimal.GetBits(Assert.Single(await JsonRoundTrip.OfAsync(new Dictionary<decimal, int> { [number] = 1 })).Key));
        Assert.Equal(bits, decimal.GetBits((await JsonRoundTrip.OfAsync(new Measured(1, number))).Y));
        Assert.Equal(bits, decimal.GetBits((await JsonRoundTrip.OfAsync(new AsStrings { Y = number })).Y!.Value));
    }

    [Fact]
    public async Task Members_that_ask_for_strings_are_strings()
    {
        Assert.Equal("""{"X":"1.5","Y":"2.50","Z":"0.5"}""", await JsonRoundTrip.TextOfAsync(new AsStrings { X = 1.5, Y = 2.50m, Z = (Half)0.5 }));
        Assert.Equal("""{"X":"NaN","Y":null,"Z":"-0"}""", await JsonRoundTrip.TextOfAsync(new AsStrings { X = double.NaN, Z = Half.NegativeZero }));
    }

    public sealed record Measured(double X, decimal Y);

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public sealed class AsStrings
    {
        public double X { get; set; }

        public decimal? Y { get; set; }

        public Half Z { get; set; }
    }
}
