using System.Globalization;
using System.Numerics;
using CsCheck;
using Tango.Execution.Arguments;
using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class ScalarReaderTests
{
    public static TheoryData<object, Type, string, object> Values { get; } = new()
    {
        { ParameterKind.Boolean, typeof(bool), "true", true },
        { ParameterKind.Boolean, typeof(bool), " False ", false },
        { ParameterKind.Integer, typeof(sbyte), "-128", -128L },
        { ParameterKind.Integer, typeof(byte), "255", 255L },
        { ParameterKind.Integer, typeof(short), "-32768", -32768L },
        { ParameterKind.Integer, typeof(ushort), "65535", 65535L },
        { ParameterKind.Integer, typeof(int), " 42 ", 42L },
        { ParameterKind.Integer, typeof(int), "+42", 42L },
        { ParameterKind.Integer, typeof(int), "-2147483648", -2147483648L },
        { ParameterKind.Integer, typeof(uint), "4294967295", 4294967295L },
        { ParameterKind.Integer, typeof(long), "-9223372036854775808", long.MinValue },
        { ParameterKind.Integer, typeof(ulong), "18446744073709551615", ulong.MaxValue },
        { ParameterKind.Integer, typeof(nint), "7", 7L },
        { ParameterKind.Integer, typeof(nuint), "7", 7L },
        { ParameterKind.Integer, typeof(Int128), "-170141183460469231731687303715884105728", (BigInteger)Int128.MinValue },
        { ParameterKind.Integer, typeof(UInt128), "340282366920938463463374607431768211455", (BigInteger)UInt128.MaxValue },
        { ParameterKind.Integer, typeof(BigInteger), "1000000000000000000000000000000000000000000", BigInteger.Pow(10, 42) },
        { ParameterKind.Integer, typeof(BigInteger), "5", 5L },
        { ParameterKind.Float, typeof(double), "0.1", 0.1 },
        { ParameterKind.Float, typeof(double), "1e-7", 1e-7 },
        { ParameterKind.Float, typeof(double), "-Infinity", double.NegativeInfinity },
        { ParameterKind.Float, typeof(double), "NaN", double.NaN },
        { ParameterKind.Float, typeof(float), "0.1", (double)0.1f },
        { ParameterKind.Float, typeof(Half), "0.1", (double)(Half)0.1 },
        { ParameterKind.Decimal, typeof(decimal), "0.10", 0.10m },
        { ParameterKind.Decimal, typeof(decimal), "1e3", 1000m },
        { ParameterKind.Character, typeof(char), "x", 'x' },
        { ParameterKind.Character, typeof(char), " ", ' ' },
        { ParameterKind.Text, typeof(string), " as it is ", " as it is " },
        { ParameterKind.Text, typeof(string), "", "" },
        { ParameterKind.DateTime, typeof(DateTime), "2026-01-31T12:00:00Z", new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) },
        { ParameterKind.DateTime, typeof(DateTime), "2026-01-31", new DateTime(2026, 1, 31) },
        { ParameterKind.DateTimeOffset, typeof(DateTimeOffset), "2026-01-31T12:00:00+01:00", new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1)) },
        { ParameterKind.DateTimeOffset, typeof(DateTimeOffset), "2026-01-31T12:00:00", new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero) },
        { ParameterKind.Date, typeof(DateOnly), "2026-01-31", new DateOnly(2026, 1, 31) },
        { ParameterKind.TimeOfDay, typeof(TimeOnly), "12:30:15.5", new TimeOnly(12, 30, 15, 500) },
        { ParameterKind.Duration, typeof(TimeSpan), "00:10:00", TimeSpan.FromMinutes(10) },
        { ParameterKind.Guid, typeof(Guid), "0F8FAD5B-D9CB-469F-A165-70867728950E", Guid.Parse("0f8fad5bd9cb469fa16570867728950e") },
        { ParameterKind.Uri, typeof(Uri), "data/iris.csv", new Uri("data/iris.csv", UriKind.Relative) },
        { ParameterKind.Version, typeof(Version), "1.2.3", new Version(1, 2, 3) },
    };

    public static TheoryData<object, Type, string> Misfits { get; } = new()
    {
        { ParameterKind.Boolean, typeof(bool), "yes" },
        { ParameterKind.Boolean, typeof(bool), "" },
        { ParameterKind.Integer, typeof(sbyte), "128" },
        { ParameterKind.Integer, typeof(byte), "-1" },
        { ParameterKind.Integer, typeof(int), "2147483648" },
        { ParameterKind.Integer, typeof(int), "1.5" },
        { ParameterKind.Integer, typeof(int), "1,000" },
        { ParameterKind.Integer, typeof(int), "1.000,0" },
        { ParameterKind.Integer, typeof(int), "0x10" },
        { ParameterKind.Integer, typeof(int), "" },
        { ParameterKind.Integer, typeof(int), "\u0661" },
        { ParameterKind.Integer, typeof(ulong), "18446744073709551616" },
        { ParameterKind.Integer, typeof(UInt128), "-1" },
        { ParameterKind.Integer, typeof(BigInteger), "1e2000000000" },
        { ParameterKind.Float, typeof(double), "0,1" },
        { ParameterKind.Float, typeof(double), "1,000.5" },
        { ParameterKind.Float, typeof(double), "1e309" },
        { ParameterKind.Float, typeof(float), "1e39" },
        { ParameterKind.Float, typeof(Half), "65520" },
        { ParameterKind.Decimal, typeof(decimal), "1,5" },
        { ParameterKind.Decimal, typeof(decimal), "1e30" },
        { ParameterKind.Character, typeof(char), "xy" },
        { ParameterKind.Character, typeof(char), "" },
        { ParameterKind.DateTime, typeof(DateTime), "31.01.2026" },
        { ParameterKind.Date, typeof(DateOnly), "2026-02-30" },
        { ParameterKind.TimeOfDay, typeof(TimeOnly), "25:00" },
        { ParameterKind.Duration, typeof(TimeSpan), "soon" },
        { ParameterKind.Guid, typeof(Guid), "0f8fad5b" },
        { ParameterKind.Version, typeof(Version), "1" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_kind_reads_its_text_in_every_culture(object kind, Type type, string text, object expected)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            var value = ScalarReader.Read(Types.Of((ParameterKind)kind, type), text).Value;

            Assert.Equal(new ArgumentValue.Scalar(expected), value);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void The_text_of_a_value_reads_as_that_value_in_every_culture(object kind, Type type, string text, object expected)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            var value = ScalarReader.Read(Types.Of((ParameterKind)kind, type), text).Value!;

            Assert.Equal(new ArgumentValue.Scalar(expected), ScalarReader.Read(Types.Of((ParameterKind)kind, type), value.ToString()!).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_arrives_at_the_step_in_its_own_type_in_every_culture(object kind, Type type, string text, object expected)
    {
        Assert.Equal(new ArgumentValue.Scalar(expected), ScalarReader.Read(Types.Of((ParameterKind)kind, type), text).Value);
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            var made = ScalarParser.Parse(new ArgumentValue.Scalar(expected), type);

            Assert.Equal(type, made.GetType());
            Assert.Equal(new ArgumentValue.Scalar(expected), ScalarReader.Read(Types.Of((ParameterKind)kind, type), ScalarText.Format(made)).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Invalid_text_is_refused_with_a_solution_in_every_culture(object kind, Type type, string text)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            var conversion = ScalarReader.Read(Types.Of((ParameterKind)kind, type), text);

            Assert.Null(conversion.Value);
            Assert.False(string.IsNullOrWhiteSpace(conversion.Problem));
        }
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData("1e0")]
    [InlineData("10e-1")]
    public void One_integer_is_one_value_however_it_is_spelled(string text) =>
        Assert.Equal(new ArgumentValue.Scalar(1L), ScalarReader.Read(Types.Int, text).Value);

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("\"1\"")]
    public void One_integer_is_one_value_in_every_kind_of_JSON(string json) =>
        Assert.Equal(new ArgumentValue.Scalar(1L), PlainValues.FromJson(Types.Int, json));

    [Fact]
    public void A_number_out_of_range_is_reported_with_the_range() =>
        Assert.Equal("It must be between 0 and 255.", ScalarReader.Read(Types.Of(ParameterKind.Integer, typeof(byte)), "256").Problem);

    [Fact]
    public void A_narrow_float_keeps_its_own_value_when_it_widens()
    {
        var asSingle = ScalarReader.Read(Types.Of(ParameterKind.Float, typeof(float)), "0.1").Value;
        var asDouble = ScalarReader.Read(Types.Double, "0.1").Value;

        Assert.NotEqual(asDouble, asSingle);
        Assert.Equal(0.1f, (float)(double)((ArgumentValue.Scalar)asSingle!).Value);
    }

    // Kind Local would be another value on a machine in another time zone.
    [Fact]
    public void A_time_with_an_offset_is_the_same_value_in_every_time_zone()
    {
        var value = (ArgumentValue.Scalar)ScalarReader.Read(Types.Of(ParameterKind.DateTime, typeof(DateTime)), "2026-01-31T12:00:00+05:30").Value!;

        var time = (DateTime)value.Value;
        Assert.Equal(new DateTime(2026, 1, 31, 6, 30, 0, DateTimeKind.Utc), time);
        Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    // Read on another day, it would be another value.
    [Theory]
    [InlineData(ParameterKind.DateTime, typeof(DateTime))]
    [InlineData(ParameterKind.DateTimeOffset, typeof(DateTimeOffset))]
    public void A_time_without_its_day_is_refused(object kind, Type type) =>
        Assert.Null(ScalarReader.Read(Types.Of((ParameterKind)kind, type), "12:00").Value);

    [Fact]
    public void A_day_without_its_year_is_refused() =>
        Assert.Null(ScalarReader.Read(Types.Of(ParameterKind.Date, typeof(DateOnly)), "January 31").Value);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("  ")]
    public void A_nullable_value_may_be_left_empty(string text) =>
        Assert.Equal(ArgumentValue.Null.Instance, ScalarReader.Read(Types.Nullable(Types.Int), text).Value);

    [Fact]
    public void A_nullable_value_that_is_given_is_the_same_as_one_that_is_not_nullable() =>
        Assert.Equal(ScalarReader.Read(Types.Int, "5").Value, ScalarReader.Read(Types.Nullable(Types.Int), "5").Value);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public void A_nullable_text_is_never_null_in_a_project_file(string text) =>
        Assert.Equal(new ArgumentValue.Scalar(text), ScalarReader.Read(Types.Nullable(Types.Text), text).Value);

    private static readonly double[] Special = [-0.0, double.Epsilon, double.MaxValue, double.NegativeInfinity, double.NaN];

    // Every pattern of bits is a number, and those that calculations avoid come as often as others: subnormal ones, infinities, the zero below zero.
    [Fact]
    public void Every_double_survives_its_text() => Gen.OneOf(Gen.Double, Gen.ULong.Select(BitConverter.UInt64BitsToDouble), Gen.Int[0, Special.Length - 1].Select(index => Special[index])).Sample(
        number =>
        {
            var read = (ArgumentValue.Scalar)ScalarReader.Read(Types.Double, ScalarText.Format(number)).Value!;

            Assert.Equal(number, (double)read.Value);
        },
        iter: 10_000);

    [Fact]
    public void The_invariant_culture_is_not_what_these_tests_ran_under_by_accident()
    {
        using var _ = Culture.Use("de-DE");

        Assert.Equal("0,5", 0.5.ToString("R", CultureInfo.CurrentCulture));
    }
}
