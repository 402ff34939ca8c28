using System.Text.RegularExpressions;
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

        Assert.Contains("Nothing has run yet. Next build: 1 to run, 0 cached.", page.Html, StringComparison.Ordinal);
        Assert.Equal(('r', "first run"), (page.Letter(page.Next, "action", "one"), page.Text(page.Next, "why", "one")));
        Assert.False(page.Project.TryGetProperty("last", out _));
    }

    [Fact]
    public async Task After_a_run_it_has_what_became_of_each_step_and_what_is_next()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Fails>("bad", "Message=<no & never>").Declare<Pure>("after", "Value=ref:bad");
        await EngineBuild.RunAsync(_project.Request, new RecordedEvents());
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Fails>("bad", "Message=<no & never>").Declare<Pure>("after", "Value=ref:bad");

        var page = await PageAsync();

        Assert.Contains("1 ran, 1 failed, 1 blocked. Next build: 3 to run, 0 cached.", page.Html, StringComparison.Ordinal);
        Assert.Equal(('r', "first run"), (page.Letter(page.Last, "state", "one"), page.Text(page.Last, "reason", "one")));
        Assert.Equal(('r', "value: 1 → 2"), (page.Letter(page.Next, "action", "one"), page.Text(page.Next, "why", "one")));
        Assert.Equal(('f', "first run"), (page.Letter(page.Last, "state", "bad"), page.Text(page.Last, "reason", "bad")));
        Assert.Contains("<no & never>", page.Text(page.Last, "error", "bad"), StringComparison.Ordinal);
        Assert.Equal('b', page.Letter(page.Last, "state", "after"));
    }

    [Fact]
    public async Task A_result_of_other_arguments_keeps_its_id_and_arguments()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("same", "Value=7");
        var (result, _) = await _project.BuildAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=2").Declare<Constant>("same", "Value=7");

        var page = await PageAsync();

        Assert.Equal(result.Steps[0].UniqueId, page.Text(page.Last, "id", "one"));
        Assert.DoesNotContain(page.Text(page.Next, "id", "one")![1..], result.Steps[0].UniqueId, StringComparison.Ordinal);
        Assert.True(page.Last.GetProperty("identity").TryGetProperty($"{page.Row("one")}", out _));
        Assert.Null(page.Text(page.Last, "id", "same"));
    }

    [Fact]
    public async Task A_step_that_is_no_longer_declared_keeps_its_part_in_the_last_run()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("gone", "Value=7");
        await _project.BuildAsync();
        _project.DeclareAnew().Declare<Constant>("one", "Value=1");

        var page = await PageAsync();

        Assert.Equal(1, page.Row("gone"));
        Assert.Equal('r', page.Letter(page.Last, "state", "gone"));
        Assert.Equal("c", page.Next.GetProperty("action").GetString());
    }

    [Fact]
    public async Task Cached_steps_have_what_they_once_cost()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        _project.Declare<Plus>("two", "Left=ref:one");
        await _project.BuildAsync();

        var page = await PageAsync();

        Assert.Equal('c', page.Letter(page.Last, "state", "one"));
        Assert.True(page.Of(page.Last, "cost", "one").GetDouble() > 0);
        Assert.Equal(page.Of(page.Last, "cost", "one").GetDouble(), page.Last.GetProperty("saved").GetDouble());
        Assert.True(page.Of(page.Next, "cost", "one").GetDouble() > 0);
    }

    [Fact]
    public async Task Details_have_id_arguments_and_the_end_of_the_log()
    {
        _project.Declare<Plus>("sum", "Left=1");
        var (result, _) = await _project.BuildAsync();

        var page = await PageAsync();

        Assert.Equal(result.Steps[0].UniqueId, page.Text(page.Next, "id", "sum")!.Replace("~", "Plus-1-", StringComparison.Ordinal));
        Assert.Equal("1", page.Next.GetProperty("entry").GetString());
        Assert.Equal(["left: 1", "right: 0 (default)"], page.Arguments("sum"));
        Assert.Contains("completed", page.Text(page.Last, "excerpt", "sum"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refers_to_nothing_outside_itself()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();

        var html = await TangoEngine.ReportAsync(_project.Request);

        Assert.DoesNotMatch(@"(?i)<link|@import|https?:|url\((?!#)|<script[^>]* src|\bimport\b|fetch\(|XMLHttpRequest", html);
        Assert.Empty(Regex.Matches(html, "<[^>]* (?:href|src)="));
    }

    [Fact]
    public async Task Runs_of_other_projects_and_frameworks_are_left_out()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync(_project.Request with { StateDirectory = _project.PathOf("other-state") });

        Assert.Contains("Nothing has run yet", (await PageAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_passed_over()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        File.WriteAllText(Path.Combine(_project.Request.RunsDirectory!, "99990101T000000.000Z-project-x.json"), "{");

        Assert.Contains(": 1 ran. Next build: nothing to run.", (await PageAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_projects_of_the_build_are_listed_with_links_to_their_pages()
    {
        _project.Declare<Constant>("one", "Value=1");
        var request = _project.Request with { BuildId = "b 1" };
        await _project.BuildAsync(request with { ProjectFile = _project.PathOf("Other.csproj"), StateDirectory = _project.PathOf("obj/other #1") });
        await _project.BuildAsync(request with { ProjectFile = _project.PathOf("Third.csproj"), StateDirectory = _project.PathOf("obj/third"), BuildId = "b 2" });
        _project.Declare<Constant>("two", "Value=2");
        request = request with { Declarations = _project.Request.Declarations };
        await _project.BuildAsync(request);
        _project.Write("obj/other #1/report.html", "");

        var page = ReportJson.Of(await TangoEngine.ReportAsync(request, _project.PathOf("obj/mine/report.html")));

        var sibling = Assert.Single(page.Project.GetProperty("siblings").EnumerateArray());
        Assert.Equal(("Other", "../other%20%231/report.html"), (sibling.GetProperty("name").GetString(), sibling.GetProperty("page").GetString()));
        Assert.Equal(1, sibling.GetProperty("counts").GetProperty("r").GetInt32());
    }

    private async Task<ReportJson> PageAsync() => ReportJson.Of(await TangoEngine.ReportAsync(_project.Request));
}
