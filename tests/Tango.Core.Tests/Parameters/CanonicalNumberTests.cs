using System.Globalization;
using System.Numerics;
using System.Text;
using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class CanonicalNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("0e99", "0")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("1e0", "1")]
    [InlineData("10", "1e1")]
    [InlineData("1E+1", "1e1")]
    [InlineData("1200", "12e2")]
    [InlineData("0.25", "25e-2")]
    [InlineData("2.5e-1", "25e-2")]
    [InlineData("-0.0250", "-25e-3")]
    [InlineData("100.001", "100001e-3")]
    [InlineData("1e-400", "1e-400")]
    public void One_number_has_one_spelling(string text, string canonical) => Assert.Equal(canonical, CanonicalNumber.From(text));

    [Theory]
    [InlineData("12e2", "1200")]
    [InlineData("25e-2", "0.25")]
    [InlineData("-25e-3", "-0.025")]
    [InlineData("100001e-3", "100.001")]
    [InlineData("0", "0")]
    [InlineData("-7", "-7")]
    [InlineData("1e41", "1e41")]
    [InlineData("1e-41", "1e-41")]
    public void A_number_is_written_in_decimals_unless_that_is_too_long(string canonical, string plain) =>
        Assert.Equal(plain, CanonicalNumber.ToPlain(canonical));

    [Fact]
    public void Equal_random_numbers_have_equal_spellings_and_others_have_others()
    {
        var random = new Random(42);
        for (var round = 0; round < 5_000; round++)
        {
            var (digits, exponent) = (new BigInteger(random.NextInt64(-1_000_000, 1_000_000)), random.Next(-30, 30));
            var canonical = CanonicalNumber.From(Spelled(digits, exponent, random));

            Assert.Equal(canonical, CanonicalNumber.From(Spelled(digits, exponent, random)));
            Assert.NotEqual(canonical, CanonicalNumber.From(Spelled(digits + 1, exponent, random)));
        }
    }

    [Fact]
    public void Writing_a_random_number_plainly_does_not_change_it()
    {
        var random = new Random(43);
        for (var round = 0; round < 5_000; round++)
        {
            var canonical = CanonicalNumber.From(Spelled(random.NextInt64(), random.Next(-60, 60), random));

            Assert.Equal(canonical, CanonicalNumber.From(CanonicalNumber.ToPlain(canonical)));
        }
    }

    // digits × 10^exponent, with the point anywhere and zeros added where they mean nothing.
    private static string Spelled(BigInteger digits, int exponent, Random random)
    {
        var zeros = random.Next(0, 5);
        var text = new StringBuilder(BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture)).Append('0', zeros);
        var point = random.Next(0, text.Length);
        if (point > 0)
            text.Insert(text.Length - point, '.');

        text.Insert(0, "0", random.Next(0, 3));
        var sign = digits.Sign < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{text}{(random.Next(2) == 0 ? "e" : "E")}{exponent - zeros + point}");
    }
}
