using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string File => _directory.PathOf("history.bin");

    [Fact]
    public void It_survives_its_file()
    {
        var history = new RunHistory();
        history.Record(new StepOutcome("größe\t1\n", "A-1", StepState.Failed));
        history.Record(new StepOutcome("b", "B-1", StepState.Ran) { CodeFingerprint = "abc" });
        history.Save(File);

        var read = RunHistory.Load(File);

        Assert.Equal(new StepOutcome("größe\t1\n", "A-1", StepState.Failed), read.Find("GRÖSSE\t1\n".Replace("SS", "ß", StringComparison.Ordinal)));
        Assert.Equal(new StepOutcome("b", "B-1", StepState.Ran) { CodeFingerprint = "abc" }, read.Find("B"));
        Assert.Null(read.Find("c"));
    }

    [Fact]
    public void The_last_run_of_a_name_counts()
    {
        var history = new RunHistory();
        history.Record(new StepOutcome("a", "A-1", StepState.Failed));
        history.Record(new StepOutcome("A", "A-2", StepState.Ran));

        Assert.Equal(new StepOutcome("A", "A-2", StepState.Ran), history.Find("a"));
    }

    [Fact]
    public void Without_a_file_nothing_has_run() => Assert.Null(RunHistory.Load(File).Find("a"));
}
