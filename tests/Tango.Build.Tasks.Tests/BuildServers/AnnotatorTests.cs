using Tango.Build.Tasks.BuildServers;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Tests.BuildServers;

/// <summary>Errors and warnings are shown beside the line that is to be changed, once.</summary>
public sealed class AnnotatorTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();
    private readonly string _project;

    public AnnotatorTests()
    {
        _project = _directory.Write("src/App.csproj", "<Project><ItemGroup>\n  <TangoStep Include=\"model\" Type=\"Train\" />\n</ItemGroup></Project>");
        _directory.Write("src/Steps.cs", "//");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_code_the_declaration_is_annotated() =>
        Assert.Equal("::error file=src/App.csproj,line=2,col=3,title=TANGO0201::Step 'model' failed: no.", Annotated(Failure(null)));

    [Theory]
    [InlineData("src/Steps.cs", "file=src/Steps.cs,line=71,")]
    [InlineData("/_/src/Steps.cs", "file=src/Steps.cs,line=71,")]
    [InlineData("/_/Steps.cs", "file=src/Steps.cs,line=71,")]
    [InlineData("src/Gone.cs", "file=src/App.csproj,line=2,col=3,")]
    [InlineData("/_/src/Gone.cs", "file=src/App.csproj,line=2,col=3,")]
    [InlineData("/elsewhere/Steps.cs", "file=src/App.csproj,line=2,col=3,")]
    public void The_line_of_code_is_if_its_file_is_in_the_clone(string file, string place)
    {
        var full = file.StartsWith('/') ? file : _directory.PathOf(file);

        Assert.StartsWith("::error " + place, Annotated(Failure(new SourceFrame(full, 71))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_outside_of_the_clone_has_no_file()
    {
        var annotator = new Annotator(new GitHubActions(_directory.PathOf("clone")), _engine.CreateLog(), _project);
        new DiagnosticLogger(_engine.CreateLog(), _project, annotator).Log(Failure(null));

        Assert.Equal("::error title=TANGO0201::Step 'model' failed: no.", Assert.Single(_engine.Messages).Message);
    }

    [Fact]
    public void What_the_matcher_annotates_is_not_annotated_twice()
    {
        var file = _directory.Write("src/Pipeline.props", "<Project><ItemGroup>\n  <TangoStep Include=\"model\" Type=\"Train\" />\n</ItemGroup></Project>");

        Log(Descriptors.StepFailed.Create(new DiagnosticSubject(file, "model"), "model", "no", ""));

        Assert.Empty(_engine.Messages);
        Assert.Single(_engine.Errors);
    }

    [Theory]
    [InlineData("", false, "::warning ")]
    [InlineData("CS1591;TANGO0303", false, null)]
    [InlineData(";tango0303\n,", false, null)]
    [InlineData("TANGO0304", false, "::warning ")]
    [InlineData("", true, "::error ")]
    public void A_warning_counts_as_in_the_build(string noWarn, bool isError, string? kind)
    {
        var warning = Descriptors.CodeChangedUnderVersion.Create(new DiagnosticSubject(_project, "model"), "model", "1");

        Log(warning, noWarn, isError);

        Assert.Equal(kind is not null, _engine.Messages.Count == 1);
        Assert.All(_engine.Messages, message => Assert.StartsWith(kind!, message.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("##vso[task.setvariable variable=PATH]x")]
    [InlineData("::set-env name=PATH::x")]
    [InlineData("a\n::add-mask::x\n##[add-matcher]y")]
    public void A_text_of_a_step_is_no_command(string said)
    {
        Log(Descriptors.CommandFailed.Create(new DiagnosticSubject(_project, "model"), "model", "exited with 1", "It printed:\n" + said, ""));

        var texts = _engine.Messages.Select(message => message.Message!).Append(_engine.Errors[0].Message!).ToList();
        Assert.All(texts, text => Assert.DoesNotMatch(@"##\w*\[", text));
        Assert.All(texts.SelectMany(text => text.Split('\n')), line => Assert.False(line.StartsWith("::", StringComparison.Ordinal) && !line.StartsWith("::error file=src/App.csproj", StringComparison.Ordinal), line));
    }

    private string Annotated(Diagnostic diagnostic)
    {
        Log(diagnostic);
        return Assert.Single(_engine.Messages).Message!;
    }

    private void Log(Diagnostic diagnostic, string noWarn = "", bool isError = false)
    {
        var annotator = new Annotator(new GitHubActions(_directory.Path), _engine.CreateLog(), _project) { NoWarn = noWarn, IsTreatedAsError = _ => isError };
        new DiagnosticLogger(_engine.CreateLog(), _project, annotator).Log(diagnostic);
    }

    private Diagnostic Failure(SourceFrame? frame) => Descriptors.StepFailed.Create(new DiagnosticSubject(_project, "model"), "model", "no", "") with { Frame = frame };
}
