using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class CanonicalNumberTests
{
    private static readonly Gen<Spelling> Spellings = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Double[0, 0.99], Gen.Bool).Select(parts => new Spelling(parts.Item1, parts.Item2, parts.Item3, parts.Item4));

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
    public void Equal_numbers_have_equal_spellings_and_others_have_others() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[-30, 30], Spellings, Spellings).Sample(
            (digits, exponent, one, other) =>
            {
                var canonical = CanonicalNumber.From(one.Of(digits, exponent));

                Assert.Equal(canonical, CanonicalNumber.From(other.Of(digits, exponent)));
                Assert.NotEqual(canonical, CanonicalNumber.From(other.Of(digits + 1, exponent)));
            },
            iter: 5_000);

    [Fact]
    public void Writing_a_number_plainly_does_not_change_it() =>
        Gen.Select(Gen.OneOf(Gen.Long, Gen.Long[-100, 100]), Gen.Int[-60, 60], Spellings).Sample(
            (digits, exponent, spelling) =>
            {
                var canonical = CanonicalNumber.From(spelling.Of(digits, exponent));

                Assert.Equal(canonical, CanonicalNumber.From(CanonicalNumber.ToPlain(canonical)));
            },
            iter: 5_000);

    /// <summary>One of the ways to write digits × 10^exponent: with the point anywhere, and zeros added where they mean nothing.</summary>
    /// <param name="Point">Where the point is, of all places that there are.</param>
    private sealed record Spelling(int ZerosBehind, int ZerosBefore, double Point, bool IsCapital)
    {
        public string Of(BigInteger digits, int exponent)
        {
            var text = new StringBuilder(BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture)).Append('0', ZerosBehind);
            var point = (int)(Point * text.Length);
            if (point > 0)
                text.Insert(text.Length - point, '.');

            text.Insert(0, "0", ZerosBefore);
            var sign = digits.Sign < 0 ? "-" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{text}{(IsCapital ? "E" : "e")}{exponent - ZerosBehind + point}");
        }
    }
}
