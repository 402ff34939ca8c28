using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class PortableNameTests
{
    [Theory]
    [InlineData("a:b", "contains ':'")]
    [InlineData("a\\b", "contains '\\'")]
    [InlineData("what?", "contains '?'")]
    [InlineData("no\nline", "contains a control character")]
    [InlineData("x.", "ends with a dot")]
    [InlineData("x ", "ends with a space")]
    [InlineData("con", "is the device CON")]
    [InlineData("Aux.txt", "is the device AUX")]
    [InlineData("nul .tar.gz", "is the device NUL")]
    [InlineData("com1", "is the device COM1")]
    [InlineData("COM\u00b2.txt", "is the device COM\u00b2")]
    [InlineData("lpt9.x", "is the device LPT9")]
    public void A_name_that_some_system_cannot_have_is_found(string name, string fault) => Assert.Equal(fault, PortableName.FindFault(name));

    // Attributes cannot contain such text.
    [Fact]
    public void Half_a_character_is_not_text() => Assert.Equal("is not Unicode text", PortableName.FindFault("half\ud800"));

    [Theory]
    [InlineData("a")]
    [InlineData(".gitignore")]
    [InlineData("a b;c%41'd")]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("comb")]
    [InlineData("com_.json")]
    [InlineData("LPT-")]
    [InlineData("com12")]
    [InlineData("größer 漢 😀")]
    public void Any_other_name_is_left_alone(string name) => Assert.Null(PortableName.FindFault(name));

    [Theory]
    [InlineData("A/x", "a/X", true)]
    [InlineData("\u00e9", "e\u0301", true)]
    [InlineData("\u00c9", "e\u0301", true)]
    [InlineData("a", "b", false)]
    [InlineData("e", "\u00e9", false)]
    public void Names_are_folded_that_some_system_takes_for_one(string one, string other, bool areOne) =>
        Assert.Equal(areOne, PortableName.Fold(one) == PortableName.Fold(other));
}
