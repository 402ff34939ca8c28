using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tango.Core.Tests.Engine;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;

namespace Tango.Core.Tests.Reports;

[Trait("Speed", "Slow")]
public sealed class ReportTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Before_the_first_run_it_has_the_plan()
    {
        _project.Declare<Constant>("one", "Value=1");

        var page = await PageAsync();

        Assert.Contains(page.Descendants("meta"), meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy" && meta.Attribute("content")!.Value.StartsWith("default-src 'none'", StringComparison.Ordinal));
        Assert.Contains("Nothing has run yet. Next build: 1 to run, 0 cached.", page.Value, StringComparison.Ordinal);
        Assert.Equal(["one", "", "", "run", "first run"], Row(page, "one"));
    }

    [Fact]
    public async Task After_a_run_it_has_what_became_of_each_step_and_what_is_next()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Fails>("bad", "Message=<no & never>").Declare<Pure>("after", "Value=ref:bad");
        await EngineBuild.RunAsync(_project.Request, new RecordedEvents());
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Fails>("bad", "Message=<no & never>").Declare<Pure>("after", "Value=ref:bad");

        var page = await PageAsync();

        Assert.Contains("1 ran, 1 failed, 1 blocked. Next build: 3 to run, 0 cached.", page.Value, StringComparison.Ordinal);
        Assert.Equal(("ran first run", "run", "value: 1 → 2"), (Row(page, "one")[1], Row(page, "one")[3], Row(page, "one")[4]));
        Assert.StartsWith("failed first run", Row(page, "bad")[1], StringComparison.Ordinal);
        Assert.Contains("<no & never>", Row(page, "bad")[1], StringComparison.Ordinal);
        Assert.Equal("blocked", Row(page, "after")[1].Split(' ')[0]);
    }

    [Fact]
    public async Task Details_have_id_arguments_and_the_end_of_the_log()
    {
        _project.Declare<Plus>("sum", "Left=1");
        var (result, _) = await _project.BuildAsync();

        var details = (await PageAsync()).Descendants("details").Single();

        var terms = details.Descendants("dt").Zip(details.Descendants("dd"), (term, value) => $"{term.Value}: {value.Value}").ToList();
        Assert.Contains($"id: {result.Steps[0].UniqueId}", terms);
        Assert.Contains($"entry: {result.Steps[0].Path}", terms);
        Assert.Contains("left: 1", terms);
        Assert.Contains("right: 0 (default)", terms);
        Assert.Contains("completed", details.Element("pre")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refers_to_nothing_outside_itself()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();

        var html = await TangoEngine.ReportAsync(_project.Request);

        Assert.DoesNotMatch(@"(?i)<script|<link|@import|https?:|url\((?!#)", html);
        Assert.All(Regex.Matches(html, "(?:href|src)=\"([^\"]*)\""), match => Assert.Matches("^(#|file:///)", match.Groups[1].Value));
    }

    [Fact]
    public async Task Runs_of_other_projects_and_frameworks_are_left_out()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync(_project.Request with { StateDirectory = _project.PathOf("other-state") });

        Assert.Contains("Nothing has run yet", (await PageAsync()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_passed_over()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        File.WriteAllText(Path.Combine(_project.Request.RunsDirectory!, "99990101T000000.000Z-project-x.json"), "{");

        Assert.Contains(": 1 ran. Next build: nothing to run.", (await PageAsync()).Value, StringComparison.Ordinal);
    }

    private async Task<XElement> PageAsync()
    {
        var html = await TangoEngine.ReportAsync(_project.Request);

        // Void elements are all that keeps it from being XML.
        return XElement.Parse(Regex.Replace(html.Replace("<!doctype html>", "", StringComparison.Ordinal), "<(meta[^>]*)>", "<$1/>"));
    }

    private static List<string> Row(XElement page, string step) => [.. page.Descendants("tr")
        .First(row => row.Elements("td").FirstOrDefault()?.Element("strong")?.Value == step)
        .Elements("td")
        .Select((cell, index) => index == 0 ? cell.Element("strong")!.Value : cell.Value.Trim())];
}
