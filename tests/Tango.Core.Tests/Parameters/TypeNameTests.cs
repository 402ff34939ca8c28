using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class TypeNameTests
{
    public static TheoryData<object, string> Names { get; } = new()
    {
        { new TypeName("System.Int32"), "int" },
        { new TypeName(TypeName.Array, [new TypeName("System.String")]), "string[]" },
        { new TypeName("System.Nullable`1", [new TypeName("System.Double")]), "double?" },
        { new TypeName("My.Outer+Inner"), "Inner" },
        { new TypeName("System.Collections.Generic.Dictionary`2", [new TypeName("System.String"), new TypeName("My.Row")]), "Dictionary<string, Row>" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_is_written_as_in_C_sharp(object name, string text) => Assert.Equal(text, ((TypeName)name).ToString());

    [Fact]
    public void Names_of_equal_parts_are_equal()
    {
        var one = new TypeName("A`1", [new TypeName("B")]);
        var other = new TypeName("A`1", [new TypeName("B")]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, new TypeName("A`1", [new TypeName("C")]));
    }
}
