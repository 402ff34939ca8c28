using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Tests;

public sealed class TangoTaskTests
{
    private readonly RecordingEngine _engine = new();

    [Fact]
    public void Work_that_ends_is_success() => Assert.True(Execute(_ => { }));

    [Fact]
    public void Each_diagnostic_is_a_separate_error()
    {
        var mistakes = new[]
        {
            Descriptors.MissingStepType.Create(DiagnosticSubject.None, "a"),
            Descriptors.MissingStepType.Create(DiagnosticSubject.None, "b"),
        };

        Assert.False(Execute(_ => throw new TangoException(mistakes)));
        Assert.Equal(["TANGO0009", "TANGO0009"], _engine.Errors.Select(error => error.Code));
    }

    [Fact]
    public void The_unexpected_is_reported_with_its_text()
    {
        Assert.False(Execute(_ => throw new InvalidOperationException("never {0}")));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("TANGO0499", error.Code);
        Assert.Contains("InvalidOperationException: never {0}", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, string> Refusals => new()
    {
        { new UnauthorizedAccessException("Access to the path 'a.bin' is denied."), "TANGO0320" },
        { new PathTooLongException("The path 'a.bin' is too long."), "TANGO0320" },
        { new IOException("a.bin", OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : 30), "TANGO0320" }, // sharing violation; read-only file system
        { new IOException("a.bin", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28), "TANGO0320" }, // disk full
        { new FileNotFoundException("a.bin"), "TANGO0499" },
        { new EndOfStreamException("a.bin"), "TANGO0499" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_the_file_system_refuses_is_no_internal_error(Exception refusal, string code)
    {
        Assert.False(Execute(_ => throw refusal));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(code, error.Code);
        Assert.Contains("a.bin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_task_fails_without_an_error()
    {
        var task = new Task(token => token.ThrowIfCancellationRequested()) { BuildEngine = _engine };

        task.Cancel();

        Assert.False(task.Execute());
        Assert.Empty(_engine.Errors);
    }

    private bool Execute(Action<CancellationToken> work) => new Task(work) { BuildEngine = _engine, ProjectFile = "/App.csproj" }.Execute();

    private sealed class Task(Action<CancellationToken> work) : TangoTask
    {
        private protected override void Run(CancellationToken cancellationToken) => work(cancellationToken);
    }
}
