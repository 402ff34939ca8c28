using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Tests;

public sealed class DiagnosticLoggerTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_error_has_code_place_message_and_help_page()
    {
        var file = _directory.Write("App.csproj", "<Project><ItemGroup>\n  <TangoStep Include=\"a\" Type=\"Nope\" />\n</ItemGroup></Project>");

        Log(file, Descriptors.UnknownStepType.Create(new DiagnosticSubject(file, "a", "Type"), "Nope", "There are none {0}."));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("TANGO0001", file, 2, 26), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("There is no step type 'Nope'. There are none {0}.", error.Message);
        Assert.Equal(Descriptors.UnknownStepType.HelpLink, error.HelpLink);
        Assert.Null(error.HelpKeyword);
    }

    [Fact]
    public void What_it_is_about_besides_is_named_with_its_place()
    {
        var file = _directory.Write("Data.csproj", "<Project><ItemGroup>\n  <TangoStep Include=\"split\" Type=\"Split\" />\n</ItemGroup></Project>");
        var diagnostic = Descriptors.UnknownStepType.Create(new DiagnosticSubject("/App.csproj", "a"), "Nope", "So.");

        Log("/App.csproj", diagnostic with { Related = new DiagnosticSubject(file, "split") });
        Log("/App.csproj", diagnostic with { Related = new DiagnosticSubject(file, "made by a target") });

        Assert.Equal(
            [$"There is no step type 'Nope'. So. 'split' is declared at {file}(2,3).", $"There is no step type 'Nope'. So. 'made by a target' is declared in {file}."],
            _engine.Errors.Select(error => error.Message));
    }

    [Fact]
    public void A_warning_is_a_warning()
    {
        Log("/App.csproj", Descriptors.CorruptEntry.Create(DiagnosticSubject.None, "id", "truncated"));

        Assert.Empty(_engine.Errors);
        Assert.Equal("TANGO0301", Assert.Single(_engine.Warnings).Code);
    }

    [Fact]
    public void Without_a_file_the_project_is_named()
    {
        Log("/App.csproj", Descriptors.InternalError.Create(DiagnosticSubject.None, "boom"));

        Assert.Equal("/App.csproj", Assert.Single(_engine.Errors).File);
    }

    private void Log(string projectFile, Diagnostic diagnostic) => new DiagnosticLogger(_engine.CreateLog(), projectFile).Log(diagnostic);
}
