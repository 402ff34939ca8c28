using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching.Entries;

public sealed class EntryLayoutTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".damaged")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/a")]
    [InlineData("C:a")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("a ")]
    [InlineData("a.")]
    public void An_id_that_is_no_single_file_name_is_refused(string uniqueId)
    {
        using var directory = new TemporaryDirectory();
        var cache = new DirectoryStepCache(directory.Path);

        Assert.Throws<ArgumentException>(() => cache.PathForStep(uniqueId));
        Assert.Throws<ArgumentException>(() => cache.Contains(uniqueId));
    }

    [Fact]
    public void An_id_may_be_as_long_as_a_file_name()
    {
        EntryLayout.CheckUniqueId(new string('x', 255));
        EntryLayout.CheckUniqueId("Größe-1a-0123456789abcdef0123456789abcdef");

        Assert.Throws<ArgumentException>(() => EntryLayout.CheckUniqueId(new string('x', 256)));
        Assert.Throws<ArgumentException>(() => EntryLayout.CheckUniqueId(new string('ö', 128)));
    }
}
