using System.Text;

namespace Tango.Cli.Tests;

public sealed class ProcessLinesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("none", "a b c", 0)]
    [InlineData("a", "", 1)]
    [InlineData("b", "a", 1)]
    [InlineData("c", "a b", 1)]
    public async Task What_follows_a_failure_is_read_and_dropped(string failing, string expected, int ends)
    {
        using var reader = Reader(failing.Length == 0 ? "" : "a\nb\nc\n");
        var seen = new List<string>();
        var ended = 0;
        var lines = new ProcessLines(() => ended++);

        await lines.ReadAsync(reader, line =>
        {
            if (line == failing)
                throw new IOException(line);

            seen.Add(line);
        });

        Assert.Equal(expected, string.Join(' ', seen));
        Assert.Equal(ends, ended);
        Assert.Equal(-1, reader.Read());
        Assert.Equal(ends == 0 ? null : failing, Record.Exception(lines.ThrowIfFailed)?.Message);
    }

    [Fact]
    public async Task Lines_of_two_streams_come_one_at_a_time()
    {
        const int Count = 2_000;
        using var output = Reader(string.Concat(Enumerable.Repeat("line\n", Count)));
        using var error = Reader(string.Concat(Enumerable.Repeat("line\n", Count)));
        var inside = 0;
        var lines = new ProcessLines(() => { });

        await Task.WhenAll(Task.Run(() => lines.ReadAsync(output, Take)), Task.Run(() => lines.ReadAsync(error, Take)));

        lines.ThrowIfFailed();

        void Take(string line)
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref inside);
        }
    }

    private static StreamReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
