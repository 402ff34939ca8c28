using Tango.Core.Tests.Caching;
using Tango.Diagnostics;
using Tango.Formats;

namespace Tango.Core.Tests.Formats;

public sealed class FormatRegistryTests
{
    [Fact]
    public void Every_built_in_format_is_found_under_its_name_and_version()
    {
        foreach (var name in BuiltInFormats.Names)
        {
            var format = new FormatRegistry().Find(FormatName.Parse(name));

            Assert.Equal(name, format.Name);
            Assert.Equal(BuiltInFormats.VersionOf(name), format.Version);
        }
    }

    [Theory]
    [InlineData("jsn", "Did you mean 'json'")]
    [InlineData("file.zst", "takes no compression")]
    [InlineData("directory.gz", "write 'directory'")]
    [InlineData("System.String", "derives from Format<T>")]
    public void What_is_no_format_is_an_error_with_a_way_out(string name, string wayOut)
    {
        var error = Assert.Throws<TangoException>(() => new FormatRegistry(Type.GetType).Find(FormatName.Parse(name)));

        Assert.Equal(Descriptors.UnknownFormat, Assert.Single(error.Diagnostics).Descriptor);
        Assert.Contains(wayOut, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".zst")]
    public async Task A_format_of_the_users_own_carries_what_others_refuse(string suffix)
    {
        using var directory = new TemporaryDirectory();
        var cache = new DirectoryStepCache(directory.Path, new FormatRegistry(name => typeof(FormatRegistryTests).Assembly.GetType(name)));
        var name = typeof(MatrixFormat).FullName! + suffix;

        await cache.PutAsync(Entry.Of("a", name), new[,] { { 1, 2, 3 }, { 4, 5, 6 } }, typeof(int[,]));

        Assert.Equal(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }, (await cache.TryGetAsync("a", typeof(int[,]))).Value);
        Assert.Equal(3, cache.GetMetadata("a")!.FormatVersion);
        Assert.Equal([$"numbers.bin{suffix}", $"sizes/of/it.bin{suffix}"], cache.GetMetadata("a")!.Files.Select(file => file.Name));
    }

    [Fact]
    public async Task A_program_needs_to_register_no_format_of_its_own()
    {
        using var directory = new TemporaryDirectory();
        var cache = new DirectoryStepCache(directory.Path);

        await cache.PutAsync(Entry.Of("a", typeof(MatrixFormat).FullName!), new[,] { { 1 } }, typeof(int[,]));

        Assert.Equal(new[,] { { 1 } }, (await cache.TryGetAsync("a", typeof(int[,]))).Value);
    }

    [Theory]
    [InlineData(typeof(string), "text.zst")]
    [InlineData(typeof(byte[]), "bytes.zst")]
    [InlineData(typeof(ReadOnlyMemory<byte>), "bytes.zst")]
    [InlineData(typeof(OutputFile), "file")]
    [InlineData(typeof(OutputDirectory), "directory")]
    [InlineData(typeof(IEnumerable<int>), "jsonl.zst")]
    [InlineData(typeof(IAsyncEnumerable<string>), "jsonl.zst")]
    [InlineData(typeof(IReadOnlyList<int>), "json.zst")]
    [InlineData(typeof(int[]), "json.zst")]
    [InlineData(typeof(ReadOnlyMemory<int>), "json.zst")]
    [InlineData(typeof(int), "json.zst")]
    [InlineData(typeof(Dictionary<string, int>), "json.zst")]
    public void The_result_type_chooses_the_format(Type type, string format) =>
        Assert.Equal(format, DefaultFormat.For(type).ToString());

    [Fact]
    public void The_result_types_name_is_enough_to_choose()
    {
        Assert.Equal("jsonl.zst", DefaultFormat.For("System.Collections.Generic.IEnumerable`1", "My.Row").ToString());
        Assert.Equal("bytes.zst", DefaultFormat.For("[]", "System.Byte").ToString());
        Assert.Equal("json.zst", DefaultFormat.For("My.Row").ToString());
    }
}
