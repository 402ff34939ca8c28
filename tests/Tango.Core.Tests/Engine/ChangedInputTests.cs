using System.Diagnostics;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Engine;

/// <summary>Files that are changed so that size, time of writing and, most often, inode stay as they were: archives with fixed times do that.</summary>
[Trait("Speed", "Slow")]
public sealed class ChangedInputTests : IDisposable
{
    private static readonly DateTime Then = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("tar cf new.tar -C new input.txt && tar xf new.tar")]
    [InlineData("tar cf new.tar -C new input.txt && rm input.txt && tar xf new.tar")]
    [InlineData("cp -p new/input.txt input.txt")]
    [InlineData("rm input.txt && cp -p new/input.txt input.txt")]
    [InlineData("mv new/input.txt input.txt")]
    [InlineData("printf two > input.txt && touch -r new/input.txt input.txt")]
    [InlineData("printf two | dd of=input.txt conv=notrunc status=none && touch -d '2001-02-03 04:05:06 UTC' input.txt")]
    [InlineData("ln -f new/input.txt input.txt")]
    [InlineData("ln -sf new/input.txt input.txt")]
    public async Task Are_noticed_by_every_step_that_takes_them(string change)
    {
        if (OperatingSystem.IsWindows())
            return;

        Write("input.txt", "one");
        Write("new/input.txt", "two");
        _project.Declare<ReadsText>("file", "Path=input.txt").Declare<ReadsTexts>("files", "Paths=*.txt").DeclareCommand("command", "cat input.txt", "Inputs=input.txt");
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());

        Change(change);

        Assert.False(_project.IsConfirmed());
        await _project.BuildAsync();
        Assert.Equal(("two", "two", "two"), (await _project.ResultAsync<string>("file"), await _project.ResultAsync<string>("files"), await _project.ResultAsync<string>("command")));
    }

    [Theory]
    [InlineData("printf two > {0}")]
    [InlineData("printf two | dd of={0} conv=notrunc status=none")]
    [InlineData("printf two > {0}.new && touch -r {0} {0}.new && mv {0}.new {0}")]
    public async Task Results_in_the_cache_are_noticed_and_computed_again(string change)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Writes>("text", "Text=one");
        await _project.BuildAsync();
        var stored = Path.Combine(_project.EntryOf("text"), "result.txt");
        File.Copy(stored, _project.PathOf("kept"));
        File.SetLastWriteTimeUtc(_project.PathOf("kept"), File.GetLastWriteTimeUtc(stored));
        Assert.True(_project.IsConfirmed());

        Change($"chmod u+w \"$1\" && {string.Format(System.Globalization.CultureInfo.InvariantCulture, change, "\"$1\"")} && touch -r kept \"$1\"", stored);

        Assert.False(_project.IsConfirmed());
        await _project.BuildAsync();
        Assert.Equal("one", await _project.ResultAsync<string>("text"));
    }

    [Fact]
    public async Task The_assembly_of_the_steps_is_noticed_too()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        Assert.True(_project.IsConfirmed());
        var time = File.GetLastWriteTimeUtc(_project.Assembly);

        File.WriteAllBytes(_project.Assembly, File.ReadAllBytes(_project.Assembly));
        File.SetLastWriteTimeUtc(_project.Assembly, time);

        Assert.False(_project.IsConfirmed());
    }

    private void Change(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-ec", script, "sh", .. arguments]) { WorkingDirectory = _project.Folder };
        using var shell = Process.Start(start)!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private void Write(string name, string content) => File.SetLastWriteTimeUtc(_project.Write(name, content), Then);
}
