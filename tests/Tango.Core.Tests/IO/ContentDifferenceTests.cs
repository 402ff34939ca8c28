using System.Text;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ContentDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nB\nc\n", "line 2 differs")]
    [InlineData("a\nb\n", "a\nb\nc\n", "line 3 differs")]
    [InlineData("a\nb\n", "", "line 1 differs")]
    [InlineData("a\nb\n", "a\r\nb\r\n", "only its line ends or its byte order mark differ")]
    [InlineData("a\n", "\uFEFFa\n", "only its line ends or its byte order mark differ")]
    [InlineData("a\nb\n", "a\nb", "only its line ends or its byte order mark differ")]
    [InlineData("\0a", "\0abc", "it has 4 bytes, and the result 2")]
    [InlineData("\0a", "\0b", "it has 2 bytes, and the result 2 others")]
    [InlineData("\0a", "text", "it has 4 bytes, and the result 2")]
    public void Text_is_described_by_its_first_line_and_other_content_by_its_size(string expected, string there, string what) =>
        Assert.StartsWith(what, ContentDifference.Describe(() => new MemoryStream(Encoding.UTF8.GetBytes(expected)), new MemoryStream(Encoding.UTF8.GetBytes(there))), StringComparison.Ordinal);
}
