using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

/// <summary>Nothing that a step says controls the terminal, or looks like a line of another program.</summary>
public sealed class ControlCharactersTests
{
    private const string Hostile = "a\e[2Jb\ac\u009B31md\u202Ee\u2066f\nApp.csproj(1,1): error FAKE2: faked\r\ng\u0085h\u2028i\tj\0k";

    private readonly RecordingEngine _engine = new();

    public static TheoryData<RunEvent> Events { get; } =
    [
        new RunEvent.RunStarted { RunCount = 1, CachedSteps = [Hostile] },
        new RunEvent.StepStarted { Step = "step", UniqueId = "id", Reason = Hostile },
        new RunEvent.StepWaiting { Step = "step", UniqueId = "id", Path = Hostile },
        new RunEvent.StepLogged { Step = "step", Level = StepLogLevel.Debug, Text = Hostile },
        new RunEvent.StepLogged { Step = "step", Level = StepLogLevel.Info, Text = Hostile },
        new RunEvent.StepLogged { Step = "step", Level = StepLogLevel.Warning, Text = Hostile },
        new RunEvent.StepProgressed { Step = "step", Fraction = 0.5, Text = Hostile },
        new RunEvent.StepCompleted { Step = "step", UniqueId = "id", State = StepState.Ran, Summary = Hostile },
        new RunEvent.StepFailed { Step = Hostile, UniqueId = "id", Code = "TANGO0201", Message = Hostile },
        new RunEvent.StepBlocked { Step = "step", BlockingStep = Hostile },
        new RunEvent.StrayOutput { Text = Hostile },
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void No_event_passes_them_on(RunEvent runEvent)
    {
        var log = _engine.CreateLog();

        new BuildLogObserver(log, new DiagnosticLogger(log, "/repo/App.csproj"), []).OnEvent(runEvent);

        var printed = _engine.Messages.Select(message => message.Message).Concat(_engine.Warnings.Select(warning => warning.Message)).ToList();
        Assert.NotEmpty(printed);
        Assert.All(printed, text => Assert.DoesNotContain(text!, character => char.IsControl(character) || character is '\u202E' or '\u2066' or '\u2028'));
    }

    [Fact]
    public void An_error_keeps_only_the_line_feeds_of_a_list()
    {
        new DiagnosticLogger(_engine.CreateLog(), "/repo/App.csproj").Log(Descriptors.CommandFailed.Create(DiagnosticSubject.None, "step", "exited with code 1", "It printed:\nred \e[31m\r\nend", ""));

        Assert.Contains("It printed:\nred ␛[31m\nend", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }
}
