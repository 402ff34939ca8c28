using System.Xml.Linq;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Tests;

public sealed class ReportTangoErrorTests
{
    private readonly RecordingEngine _engine = new();

    [Fact]
    public void Code_text_and_link_are_those_of_the_table()
    {
        Assert.False(Execute("InvalidSetting", "TangoRunBefore", "a;b", "write Compile, or nothing"));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("TANGO0013", "TangoRunBefore=\"a;b\" is not valid: write Compile, or nothing."), (error.Code, error.Message));
        Assert.Equal(("/repo/App.csproj", "https://tango.build/docs/diagnostics/TANGO0013"), (error.File, error.HelpLink));
    }

    [Fact]
    public void Every_error_that_targets_report_is_in_the_table()
    {
        var targets = Directory.GetFiles(Path.Combine(Repository.Root, "build"), "*.targets", SearchOption.AllDirectories).Select(XDocument.Load).ToArray();
        var reported = targets.SelectMany(file => file.Descendants("ReportTangoError")).Select(call => call.Attribute("Diagnostic")!.Value).ToArray();

        Assert.NotEmpty(reported);
        Assert.All(reported, name => Execute(name, "a", "b", "c"));
        Assert.DoesNotContain(_engine.Errors, error => error.Code == "TANGO0499" || !error.Code.StartsWith("TANGO", StringComparison.Ordinal));

        // An MSBuild that is too old cannot load a task of ours to say so.
        var plain = Assert.Single(targets.SelectMany(file => file.Descendants("Error")));
        Assert.Equal(Descriptors.MSBuildTooOld.Code, plain.Attribute("Code")!.Value);
    }

    private bool Execute(string diagnostic, params string[] arguments) =>
        new ReportTangoError { BuildEngine = _engine, ProjectFile = "/repo/App.csproj", Diagnostic = diagnostic, Arguments = arguments }.Execute();
}
