using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class EnumerationReaderTests
{
    [Theory]
    [InlineData("Friday")]
    [InlineData("FRIDAY")]
    [InlineData("friday")]
    [InlineData("5")]
    public void A_value_is_read_by_name_or_number_in_every_culture(string text)
    {
        // In Turkish, the capital of i is not I.
        using var _ = Culture.Use("tr-TR");

        Assert.Equal(new ArgumentValue.Enumeration("Friday", 5), ScalarReader.Read(Types.Day, text).Value);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest() =>
        Assert.Equal("Did you mean 'Friday'?", ScalarReader.Read(Types.Day, "Fryday").Problem);

    [Fact]
    public void A_number_without_a_name_is_its_own_name() =>
        Assert.Equal(new ArgumentValue.Enumeration("17", 17), ScalarReader.Read(Types.Day, "17").Value);

    [Theory]
    [InlineData("ReadWrite")]
    [InlineData("Read, Write")]
    [InlineData("write|read")]
    [InlineData("3")]
    public void Flags_are_one_value_however_they_are_written(string text) =>
        Assert.Equal(new ArgumentValue.Enumeration("ReadWrite", 3), ScalarReader.Read(Types.Access, text).Value);

    [Fact]
    public void Flags_without_a_name_together_are_named_in_the_order_of_declaration()
    {
        var style = Types.Of(ParameterKind.Enumeration, typeof(FileShare)) with
        {
            IsFlags = true,
            EnumMembers = [new EnumMember("Read", 1), new EnumMember("Write", 2), new EnumMember("Delete", 4)],
        };

        Assert.Equal(new ArgumentValue.Enumeration("Read, Delete", 5), ScalarReader.Read(style, "delete,read").Value);
        Assert.Equal(new ArgumentValue.Enumeration("9", 9), ScalarReader.Read(style, "9").Value);
    }

    [Fact]
    public void Several_names_are_refused_where_there_are_no_flags() =>
        Assert.Null(ScalarReader.Read(Types.Day, "Friday, Monday").Value);

    [Fact]
    public void A_JSON_number_and_a_JSON_text_are_the_same_value() =>
        Assert.Equal(PlainValues.FromJson(Types.Day, "\"friday\""), PlainValues.FromJson(Types.Day, "5"));
}
