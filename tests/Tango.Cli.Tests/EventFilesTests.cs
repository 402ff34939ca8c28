using System.Text;
using Tango.Cli.Live;
using Tango.Runs;

namespace Tango.Cli.Tests;

public sealed class EventFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tango-events-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Events_are_read_as_they_come_also_in_halves()
    {
        using var files = new EventFiles(_directory);
        Assert.Empty(files.ReadNew());

        var line = Encoding.UTF8.GetString(RunEventJson.Write(new RunEvent.StrayOutput { Text = "ä" }, DateTimeOffset.UtcNow)) + "\n";
        Append("a.jsonl", line + line[..20]);
        Assert.Single(files.ReadNew());

        Append("a.jsonl", line[20..] + "{\"event\":\"of a newer version\"}\nno json\n");
        Append("b.jsonl", line);

        Assert.Equal(["ä", "ä"], files.ReadNew().Select(entry => ((RunEvent.StrayOutput)entry.Event).Text));
        Assert.Empty(files.ReadNew());
    }

    private void Append(string name, string text) => File.AppendAllText(Path.Combine(_directory, name), text);
}
