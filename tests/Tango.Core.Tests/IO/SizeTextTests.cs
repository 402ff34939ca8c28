using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(812, "812 B")]
    [InlineData(1000, "1.0 KB")]
    [InlineData(4200, "4.1 KB")]
    [InlineData(10_240, "10 KB")]
    [InlineData(1_288_490_189, "1.2 GB")]
    [InlineData(long.MaxValue, "8388608 TB")]
    public void Sizes_are_short(long bytes, string text) => Assert.Equal(text, SizeText.Format(bytes));
}
