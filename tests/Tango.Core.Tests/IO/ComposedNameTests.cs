using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ComposedNameTests
{
    [Theory]
    [InlineData("a.csv", "a.csv")]
    [InlineData("gro\u0308\u00DFe.csv", "gr\u00F6\u00DFe.csv")]
    [InlineData("gr\u00F6\u00DFe.csv", "gr\u00F6\u00DFe.csv")]
    [InlineData("e\u0301te\u0301/x", "\u00E9t\u00E9/x")]
    [InlineData("\uD800x", "\uD800x")]
    [InlineData("", "")]
    public void Letters_and_accents_are_one_character(string name, string composed) => Assert.Equal(composed, ComposedName.Of(name));
}
