using System.Text.Json;
using Tango.Core.Tests.Reports.Layout;
using Tango.Diagnostics;
using Tango.Reports;
using Tango.Runs;

namespace Tango.Core.Tests.Reports;

/// <summary>The page in a real browser.</summary>
[Trait("Speed", "Slow")]
public sealed class BrowserTests
{
    private const string Names = "const names = () => [...document.querySelectorAll('#rows tbody th[scope=row] button')].map(button => button.textContent);\n"
        + "const filter = text => { const input = document.getElementById('filter'); input.value = text; input.dispatchEvent(new Event('input')); };\n"
        + "const press = key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));\n"
        + "const button = (text, place = document) => [...place.querySelectorAll('button')].find(one => one.textContent.trim().startsWith(text));\n";

    [ChromiumTheory]
    [InlineData(12)]
    [InlineData(300)]
    [InlineData(1_000)]
    public async Task A_page_has_few_elements_and_no_faults(int steps)
    {
        using var sample = Sample(steps);

        var result = await RunAsync(sample.WithRuns(30), "return { elements: document.querySelectorAll('*').length, faults, rows: names().length, wide: document.documentElement.scrollWidth - innerWidth };");

        Assert.InRange(result.GetProperty("elements").GetInt32(), 100, 6_000);
        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        Assert.Equal(Math.Min(steps, 100), result.GetProperty("rows").GetInt32());
        Assert.True(result.GetProperty("wide").GetInt32() <= 0);
    }

    [ChromiumTheory]
    [InlineData("</script><script>document.title = 'owned'</script>")]
    [InlineData("<img src=x onerror=\"document.title = 'owned'\">")]
    [InlineData("\" onclick=\"document.title = 'owned'")]
    [InlineData("javascript:document.title='owned'")]
    [InlineData("\u001b[2J \u0000 \u202eowned")]
    public async Task Texts_of_steps_are_shown_and_never_run(string text)
    {
        using var sample = ReportSample.OfTwelve();
        var project = sample.WithRuns(3, step => step with
        {
            Summary = step.State == StepState.Failed ? null : text,
            Error = step.State == StepState.Failed ? text : null,
            Reason = text,
            Log = text,
            Exports = [text],
            Name = step.Name == "rows" ? text : step.Name,
            Metrics = StepMetrics.None.Add(text, 1),
        });

        var result = await RunAsync(
            project,
            """
            for (const one of [...document.querySelectorAll('#rows tbody th button')].map(one => one.closest('tr').id)) document.querySelector('#' + one + ' button').click();
            const foreign = [...document.querySelectorAll('main *')].filter(one => [...one.attributes].some(attribute => attribute.name.startsWith('on')) || /^(SCRIPT|IMG|IFRAME|OBJECT)$/.test(one.tagName));
            const addresses = [...document.querySelectorAll('main a[href]')].map(one => one.getAttribute('href')).filter(one => !/^(#step-\d+|#steps|file:\/\/\/.*)$/.test(one));
            return { title: document.title, faults, foreign: foreign.length, addresses, text: document.getElementById('rows').textContent };
            """);

        Assert.Equal("project: pipeline", result.GetProperty("title").GetString());
        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        Assert.Equal(0, result.GetProperty("foreign").GetInt32());
        Assert.Equal("[]", result.GetProperty("addresses").GetRawText());
        Assert.Contains(PrintableText.Line(text), result.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [ChromiumTheory]
    [InlineData(false, false, "step type last run time size what came out next build because")]
    [InlineData(true, false, "step type last run time CPU size what came out next build because")]
    [InlineData(true, true, "step type last run time CPU peak memory size what came out next build because")]
    public async Task What_is_known_of_some_step_has_a_column(bool hasTime, bool hasPeak, string heads)
    {
        using var sample = ReportSample.OfTwelve();
        var project = sample.WithRuns(1, step => step with
        {
            CpuTime = hasTime && step.Name == "clean" ? TimeSpan.FromSeconds(1.5) : null,
            PeakMemory = hasPeak && step.Name == "split" ? 3_000_000_000 : null,
        });

        var result = await RunAsync(
            project,
            """
            for (const title of ['CPU', 'peak memory']) { const head = button(title, document.querySelector('#rows thead')); if (head) head.click(); }
            button(names()[0], document.querySelector('#rows tbody')).click();
            return { heads: [...document.querySelectorAll('#rows thead th')].map(head => head.textContent.replace(/ [↑↓]/, '')).join(' '), first: names()[0], details: document.querySelector('#rows .details').textContent, faults };
            """);

        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        Assert.Equal(heads, result.GetProperty("heads").GetString());
        if (hasPeak)
        {
            Assert.Equal("split", result.GetProperty("first").GetString());
            Assert.Contains("peak memory3.00 GB", result.GetProperty("details").GetString(), StringComparison.Ordinal);
        }
    }

    [ChromiumFact]
    public async Task The_policy_stops_what_is_not_the_page_s_own()
    {
        using var sample = ReportSample.OfTwelve();
        var html = ReportPage.Write([sample.WithoutRuns()]).Replace("<main", "<script>document.title = 'owned'</script><img src=\"x.png\" onerror=\"document.title = 'owned'\"><main", StringComparison.Ordinal);

        var result = await Chromium.RunAsync(html, "return { title: document.title, faults };");

        Assert.Equal("project: pipeline", result.GetProperty("title").GetString());
        Assert.True(result.GetProperty("faults").GetArrayLength() >= 2, result.GetRawText());
    }

    [ChromiumFact]
    public async Task Steps_are_filtered_sorted_and_turned_by_the_keyboard()
    {
        using var sample = ReportSample.OfSweep(300);

        var result = await RunAsync(
            sample.WithRuns(2),
            """
            press('/');
            const focused = document.activeElement.id;
            filter('train-1');
            const filtered = names();
            filter('CLEAN-1-1 failed');
            const both = names();
            press('Escape');
            const all = document.querySelector('#rows caption').textContent;
            button('time', document.querySelector('#rows thead')).click();
            const sort = [...document.querySelectorAll('#rows th[aria-sort]')].map(one => one.getAttribute('aria-sort')).join();
            const times = [...document.querySelectorAll('#rows tbody td.number:not(.wide-only)')].map(one => one.textContent);
            const before = names()[0];
            button('time', document.querySelector('#rows thead')).click();
            const after = names()[0];
            button('next ›').click();
            document.querySelector('#rows tbody th button').focus();
            press('ArrowDown');
            const moved = document.activeElement.textContent === names()[1], second = names().length;
            dispatchEvent(new Event('beforeprint'));
            const printed = names().length;
            return { focused, filtered, both, all, sort, first: times[0], isOther: before !== after, second, moved, printed };
            """);

        Assert.Equal("filter", result.GetProperty("focused").GetString());
        Assert.Contains("train-1-0", Texts(result, "filtered"));
        Assert.All(Texts(result, "filtered"), name => Assert.Contains("train-1", name, StringComparison.Ordinal));
        Assert.Equal(["clean-1-1"], Texts(result, "both"));
        Assert.Equal("300 steps", result.GetProperty("all").GetString());
        Assert.Equal("none,none,none,ascending,none,none,none,none", result.GetProperty("sort").GetString());
        Assert.StartsWith("once ", result.GetProperty("first").GetString(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("isOther").GetBoolean());
        Assert.Equal(100, result.GetProperty("second").GetInt32());
        Assert.True(result.GetProperty("moved").GetBoolean());
        Assert.Equal(300, result.GetProperty("printed").GetInt32());
    }

    [ChromiumFact]
    public async Task Colours_are_of_the_last_run_or_of_the_next_build_with_a_legend()
    {
        using var sample = ReportSample.OfTwelve();

        var result = await RunAsync(
            sample.WithRuns(1),
            """
            const look = () => ({ legend: [...document.querySelectorAll('.key')].map(one => one.textContent), box: [...document.querySelectorAll('svg.graph a')].find(one => one.querySelector('text').textContent === 'flaky').getAttribute('class') });
            const last = look();
            document.querySelector('input[value=next]').click();
            return { last, next: look() };
            """);

        Assert.Equal(["7 ran", "3 cached", "1 failed", "1 blocked"], Texts(result.GetProperty("last"), "legend"));
        Assert.Equal("box failed", result.GetProperty("last").GetProperty("box").GetString());
        Assert.Equal(["12 run"], Texts(result.GetProperty("next"), "legend"));
        Assert.Equal("box run", result.GetProperty("next").GetProperty("box").GetString());
    }

    [ChromiumFact]
    public async Task Details_say_which_run_they_are_of_and_link_to_steps_around()
    {
        using var sample = ReportSample.OfTwelve();
        var project = sample.WithRuns(2, step => step.Name == "scores" ? step with { UniqueId = "Total-1-other" } : step);

        var result = await RunAsync(
            project,
            """
            const details = document.querySelector('#step-7').nextElementSibling;
            const sections = [...details.querySelectorAll('.columns > div')].map(one => one.textContent);
            const links = [...details.querySelectorAll('dl:first-of-type a[href^="#step"]')].map(one => one.textContent);
            return { span: details.querySelector('td').colSpan, sections, links, expanded: document.querySelector('#step-7 button').getAttribute('aria-expanded') };
            """,
            "#step-7");

        Assert.Equal(8, result.GetProperty("span").GetInt32());
        Assert.Equal("true", result.GetProperty("expanded").GetString());
        var sections = Texts(result, "sections");
        Assert.StartsWith("Last run, 2026-08-01 11:", sections[0], StringComparison.Ordinal);
        Assert.Contains("Total-1-other", sections[0], StringComparison.Ordinal);
        Assert.StartsWith("Next buildIt has another id than in the last run", sections[1], StringComparison.Ordinal);
        Assert.DoesNotContain("Total-1-other", sections[1], StringComparison.Ordinal);
        Assert.Contains(sample.Plan.Steps[7].Identity.UniqueId, sections[1], StringComparison.Ordinal);
        Assert.Equal(["split", "model-s", "model-m", "model-l", "plot", "page", "publish"], Texts(result, "links").OrderBy(Place));

        static int Place(string name) => Array.IndexOf(["split", "model-s", "model-m", "model-l", "plot", "page", "publish"], name);
    }

    [ChromiumTheory]
    [InlineData(12, "")]
    [InlineData(300, "")]
    [InlineData(300, "button('all 300').click();")]
    [InlineData(300, "document.getElementById('graph').scrollIntoView(); location.hash = '#step-40'; const found = () => button('cut-out'); dispatchEvent(new Event('hashchange')); found().click();")]
    [InlineData(1_000, "filter('train-1-1'); document.querySelector('#rows tbody th button').click(); button('cut-out').click();")]
    public async Task No_arrow_of_the_graph_runs_through_a_box(int steps, string action)
    {
        using var sample = Sample(steps);

        var result = await RunAsync(sample.WithRuns(1), action + "return { svg: new XMLSerializer().serializeToString(document.querySelector('svg.graph')), faults };");

        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        var drawing = Drawing.Parse(result.GetProperty("svg").GetString()!);
        Assert.Empty(drawing.Faults());
        Assert.True(drawing.BoxCount > 3 && drawing.ArrowCount >= drawing.BoxCount - 1);
    }

    [ChromiumFact]
    public async Task A_step_of_the_graph_cuts_out_what_it_needs_and_what_needs_it()
    {
        using var sample = ReportSample.OfTwelve();

        var result = await RunAsync(
            sample.WithRuns(1),
            """
            const boxes = () => [...document.querySelectorAll('svg.graph a')].map(one => one.querySelector('text').textContent);
            const box = [...document.querySelectorAll('svg.graph a')].find(one => one.querySelector('text').textContent === 'model-m');
            box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
            const cut = boxes(), width = () => +document.querySelector('svg.graph').getAttribute('width'), before = width();
            document.querySelector('.graphbox').dispatchEvent(new WheelEvent('wheel', { deltaY: -1, ctrlKey: true, cancelable: true, bubbles: true }));
            const zoomed = width() / before;
            button('whole graph').click();
            return { cut, zoomed, whole: boxes().length };
            """);

        Assert.Equal(["clean", "model-m", "page", "plot", "publish", "rows", "scores", "split"], Texts(result, "cut").Order(StringComparer.Ordinal));
        Assert.Equal(1.15, result.GetProperty("zoomed").GetDouble(), 2);
        Assert.Equal(12, result.GetProperty("whole").GetInt32());
    }

    [ChromiumFact]
    public async Task Timeline_comparison_metrics_and_other_projects_are_shown()
    {
        using var sample = ReportSample.OfTwelve();
        var project = sample.WithRuns(3);
        project = project with { Siblings = [new ReportSibling(project.Last! with { Project = "/src/Other.csproj" }, "../other/report.html")] };

        var result = await RunAsync(
            project,
            """
            const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
            return {
                bars: document.querySelectorAll('#timeline rect').length, critical: document.querySelectorAll('#timeline rect.critical').length, chain: texts('#timeline p a').length,
                compared: texts('#compare tbody th'), metrics: texts('#metrics figcaption'), projects: texts('#build tbody th'), page: document.querySelector('#build a').getAttribute('href'),
                runs: texts('#runs tbody th').length, scopes: document.querySelectorAll('th:not([scope])').length,
            };
            """);

        Assert.Equal(8, result.GetProperty("bars").GetInt32());
        Assert.True(result.GetProperty("critical").GetInt32() > 1);
        Assert.Equal(result.GetProperty("critical").GetInt32(), result.GetProperty("chain").GetInt32());
        Assert.NotEmpty(Texts(result, "compared"));
        Assert.Equal(["scores accuracy0.90307", "scores rows1000"], Texts(result, "metrics"));
        Assert.Equal(["project (this page)", "Other"], Texts(result, "projects"));
        Assert.Equal("../other/report.html", result.GetProperty("page").GetString());
        Assert.Equal(3, result.GetProperty("runs").GetInt32());
        Assert.Equal(0, result.GetProperty("scopes").GetInt32());
    }

    [ChromiumFact]
    public async Task Before_the_first_run_the_page_shows_the_plan()
    {
        using var sample = ReportSample.OfTwelve();

        var result = await RunAsync(sample.WithoutRuns(), "return { names: names(), colour: document.querySelector('input[name=colour]:checked').value, sections: [...document.querySelectorAll('section')].map(one => one.id), faults };");

        Assert.Equal(12, Texts(result, "names").Count);
        Assert.Equal("next", result.GetProperty("colour").GetString());
        Assert.Equal(["graph", "steps"], Texts(result, "sections"));
        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
    }

    [ChromiumFact]
    public async Task On_the_page_of_a_solution_each_project_can_be_chosen()
    {
        using var one = ReportSample.OfTwelve();
        using var other = ReportSample.OfSweep(20);

        var result = await Chromium.RunAsync(
            Solution(one, other),
            Names + """
            const seen = [names().length];
            button('Training').click();
            seen.push(names().length);
            button('App').click();
            seen.push(names().length);
            const select = document.getElementById('project');
            select.value = '1';
            select.dispatchEvent(new Event('change'));
            return { seen: [...seen, names().length], others: document.querySelectorAll('#build tbody tr').length, about: [...document.querySelectorAll('.about')].map(one => one.textContent.split(':')[0]), faults };
            """);

        Assert.Equal("[]", result.GetProperty("faults").GetRawText());
        Assert.Equal([12, 20, 12, 20], result.GetProperty("seen").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(2, result.GetProperty("others").GetInt32());
        Assert.Equal(["App", "Training"], Texts(result, "about"));
    }

    [ChromiumFact]
    public async Task A_picture_of_a_solution_is_taken_too()
    {
        using var one = ReportSample.OfTwelve();
        using var other = ReportSample.OfSweep(300);
        using var temporary = new TemporaryDirectory();
        var picture = Path.Combine(PictureFolder(temporary), "solution-light.png");

        await Chromium.ShootAsync(Solution(one, other), picture, 1280, 2400, isDark: false);

        Assert.True(new FileInfo(picture).Length > 20_000);
    }

    // Pictures to look at: set the folder, and run this test.
    [ChromiumTheory]
    [InlineData(12)]
    [InlineData(300)]
    [InlineData(1_000)]
    public async Task A_picture_is_taken_where_a_folder_is_named_for_it(int steps)
    {
        using var sample = Sample(steps);
        var html = ReportPage.Write([sample.WithRuns(30)]);
        using var temporary = new TemporaryDirectory();
        var folder = PictureFolder(temporary);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{steps}.html"), html);

        await Chromium.ShootAsync(html, Path.Combine(folder, $"{steps}-light.png"), 1280, 2400, isDark: false);
        await Chromium.ShootAsync(html, Path.Combine(folder, $"{steps}-dark.png"), 1280, 2400, isDark: true, "#step-10");
        await Chromium.ShootAsync(html, Path.Combine(folder, $"{steps}-phone.png"), 500, 2400, isDark: false);

        var pictures = Directory.GetFiles(folder, $"{steps}-*.png");
        Assert.Equal(3, pictures.Length);
        Assert.All(pictures, picture => Assert.True(new FileInfo(picture).Length > 20_000));
    }

    private static string PictureFolder(TemporaryDirectory temporary) =>
        Directory.CreateDirectory(Environment.GetEnvironmentVariable("TANGO_REPORT_PICTURES") is { Length: > 0 } named ? named : temporary.Path).FullName;

    // As two projects of one build write it.
    private static string Solution(ReportSample one, ReportSample other)
    {
        var app = one.WithRuns(5) with { File = "/repo/App/App.csproj", StateDirectory = "/repo/App/obj/tango" };
        var training = other.WithRuns(5, step => step with { CpuTime = step.Duration * 1.5, PeakMemory = 200_000_000 + step.ResultSize * 100 }) with { File = "/repo/Training/Training.csproj", StateDirectory = "/repo/Training/obj/tango" };
        app = app with { Siblings = [new ReportSibling(training.Last! with { Project = training.File, StateDirectory = training.StateDirectory }, null)] };
        training = training with { Siblings = [new ReportSibling(app.Last! with { Project = app.File, StateDirectory = app.StateDirectory }, null)] };
        return ReportPage.Add(ReportPage.Add("", training, "b1"), app, "b1");
    }

    private static ReportSample Sample(int steps) => steps == 12 ? ReportSample.OfTwelve() : ReportSample.OfSweep(steps);

    private static Task<JsonElement> RunAsync(ReportProject project, string script, string anchor = "") => Chromium.RunAsync(ReportPage.Write([project]), Names + script, anchor);

    private static List<string> Texts(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
