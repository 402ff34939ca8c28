using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string File => _directory.PathOf("history.txt");

    [Fact]
    public void It_survives_its_file()
    {
        var history = new RunHistory();
        history.Record("größe 1", new LastRun("A-1", StepState.Failed));
        history.Record("b", new LastRun("B-1", StepState.Ran) { CodeFingerprint = "abc" });
        history.Save(File);

        var read = RunHistory.Load(File);

        Assert.Equal(new LastRun("A-1", StepState.Failed), read.Find("GRÖSSE 1".Replace("SS", "ß", StringComparison.Ordinal)));
        Assert.Equal(new LastRun("B-1", StepState.Ran) { CodeFingerprint = "abc" }, read.Find("B"));
        Assert.Null(read.Find("c"));
    }

    [Fact]
    public void The_last_run_of_a_name_counts()
    {
        var history = new RunHistory();
        history.Record("a", new LastRun("A-1", StepState.Failed));
        history.Record("A", new LastRun("A-2", StepState.Ran));

        Assert.Equal(new LastRun("A-2", StepState.Ran), history.Find("a"));
    }

    [Fact]
    public void Without_a_file_nothing_has_run() => Assert.Null(RunHistory.Load(File).Find("a"));

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("a\tA-1\n")]
    [InlineData("a\tA-1\tNonsense\n")]
    [InlineData("a\tA-1\tRan\tabc\tmore\n")]
    [InlineData("\0\0\0\0")]
    public void Lines_that_cannot_be_read_count_for_nothing(string content)
    {
        System.IO.File.WriteAllText(File, content + "b\tB-1\tRan\n");

        var history = RunHistory.Load(File);

        Assert.Null(history.Find("a"));
    }
}
