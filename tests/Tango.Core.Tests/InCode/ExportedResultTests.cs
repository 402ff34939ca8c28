using Tango.Formats;

namespace Tango.Core.Tests.InCode;

public sealed class ExportedResultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tango 'exported' %; ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_format_is_read_as_the_type_of_the_result()
    {
        Assert.Equal(new Point(1, 2), Read<Point>("""{"X":1,"Y":2}""", "json"));
        Assert.Equal(new Point(1, 2), Read<Point>("""{"X":1,"Y":2}"""));
        Assert.Equal("a\nä", Read<string>("a\nä"));
        Assert.Equal("äb"u8.ToArray(), Read<byte[]>("äb"));
        Assert.Equal([1, 2, 3], Read<IEnumerable<int>>("1\n2\n3\n"));
        Assert.Equal([1, 2], Read<IReadOnlyList<int>>("1\n2\n", "jsonl"));
        Assert.Equal(5, Read<int>("5"));
        Assert.Equal("text", File.ReadAllText(Read<OutputFile>("text").Path));
        Assert.Equal(3, Read<List<string>>("abc", new Letters()).Count);
    }

    [Fact]
    public void A_directory_is_the_exported_one()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, "plots")).FullName;

        Assert.Equal(path, new ExportedResult<OutputDirectory>("plots", path).Value.Path);
    }

    [Fact]
    public void A_path_is_relative_to_the_program() =>
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "data", "a.json"), new ExportedResult<int>("a", "data/a.json").Path);

    [Fact]
    public void Nothing_is_read_before_it_is_used_and_then_once()
    {
        var path = Path.Combine(_folder, "a.json");
        var result = new ExportedResult<List<int>>("a", path, "json");

        var missing = Assert.Throws<TangoException>(() => result.Value);
        Assert.Equal("TANGO0132", Assert.Single(missing.Diagnostics).Code);
        Assert.Contains(path, missing.Message, StringComparison.Ordinal);

        File.WriteAllText(path, "[1]");
        var first = result.Value;
        File.WriteAllText(path, "[2]");
        Assert.Same(first, result.Value);
        Assert.All(Enumerable.Range(0, 8).AsParallel().Select(_ => result.Value), value => Assert.Same(first, value));
    }

    [Theory]
    [InlineData("json", "{")]
    [InlineData("json", "null")]
    [InlineData("json", "\"text\"")]
    public void What_is_no_such_result_is_an_error_that_names_the_file(string format, string content)
    {
        var exception = Assert.Throws<TangoException>(() => Read<Point>(content, format));

        Assert.Equal("TANGO0133", Assert.Single(exception.Diagnostics).Code);
        Assert.Contains(_folder, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_such_an_error_too() =>
        Assert.Equal("TANGO0133", Assert.Single(Assert.Throws<TangoException>(() => new ExportedResult<Point>("a", _folder, "json").Value).Diagnostics).Code);

    [Fact]
    public void A_format_that_does_not_exist_is_an_error_at_once() =>
        Assert.Throws<TangoException>(() => new ExportedResult<Point>("a", "a.xml", "xml"));

    private T Read<T>(string content)
        where T : notnull => new ExportedResult<T>("a", Write(content)).Value;

    private T Read<T>(string content, string format)
        where T : notnull => new ExportedResult<T>("a", Write(content), format).Value;

    private T Read<T>(string content, Format format)
        where T : notnull => new ExportedResult<T>("a", Write(content), format).Value;

    private string Write(string content)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid()}.txt");
        File.WriteAllText(path, content);
        return path;
    }

    public sealed record Point(int X, int Y);

    /// <summary>One of the user's own.</summary>
    private sealed class Letters : Format<List<string>>
    {
        public override string Name => "letters";

        public override ValueTask WriteAsync(List<string> value, IResultWriter writer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<List<string>> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
        {
            using var text = new StreamReader(reader.Open("letters.txt"));
            return ValueTask.FromResult(text.ReadToEnd().Select(letter => letter.ToString()).ToList());
        }
    }
}
