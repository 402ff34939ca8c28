using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Reports;
using Tango.Reports.Page;
using Tango.Runs;

namespace Tango.Core.Tests.Reports;

public sealed class ReportPageTests
{
    [Fact]
    public void Its_policy_allows_its_own_script_and_style_and_nothing_else()
    {
        using var sample = ReportSample.OfTwelve();

        var html = ReportPage.Write([sample.WithoutRuns()]);

        var policy = Regex.Match(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">").Groups[1].Value;
        var script = Regex.Match(html, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var style = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal($"default-src 'none'; script-src {HashOf(script)}; style-src {HashOf(style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'", policy);
        Assert.True(html.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < html.IndexOf("<style", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_script_makes_no_markup_of_texts_and_runs_none() =>
        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|createContextualFragment|\.style\b|<!--|</", PageParts.Script);

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<!-- <script>")]
    [InlineData("{{script}} {{data}} $& $1")]
    [InlineData("\u0000\u0007\u001b[2J\u202e\u2028 \ud800")]
    public void Texts_of_steps_cannot_end_the_data(string text)
    {
        using var sample = ReportSample.OfTwelve();
        var project = sample.WithRuns(2, step => step with { Summary = text, Error = text, Reason = text, Code = text, Name = step.Name == "rows" ? text : step.Name, Metrics = StepMetrics.None.Add(text, 1) });

        var page = ReportJson.Of(project);

        Assert.Equal(3, Regex.Count(page.Html, "(?i)</(script|style)"));
        Assert.DoesNotContain(text, page.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u0000-\u0009\u000b-\u001f\u202e\u2028\ud800]", page.Html);
        Assert.Equal(PrintableText.Line(text).Replace('\ud800', '\ufffd'), page.Text(page.Last, "summary", "clean"));
    }

    [Fact]
    public void The_names_of_projects_are_escaped()
    {
        using var sample = ReportSample.OfTwelve();

        var html = ReportPage.Write([sample.WithoutRuns() with { File = Path.GetFullPath("<b>&{{data}}.csproj") }]);

        Assert.Contains("<h1>&lt;b&gt;&amp;{{data}}</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_projects_share_a_page()
    {
        using var one = ReportSample.OfTwelve();
        using var other = ReportSample.OfSweep(20);

        var html = ReportPage.Write([one.WithoutRuns() with { File = "/One.csproj" }, other.WithRuns(1) with { File = "/Other.csproj" }]);

        Assert.Contains("<title>One, Other: pipeline</title>", html, StringComparison.Ordinal);
        Assert.Equal(["One", "Other"], NamesIn(html));
    }

    // name/build, in the order in which they are written, and the names on the page then.
    [Theory]
    [InlineData("A/1", "A")]
    [InlineData("B/1 A/1", "A B")]
    [InlineData("B/1 A/1 B/1", "A B")]
    [InlineData("A/1 B/2", "B")]
    [InlineData("A/1 B/2 C/2 A/1", "A")]
    [InlineData("</script><b>/1 A/1", "</script><b> A")]
    public void The_projects_of_one_build_add_to_one_page_in_any_order(string written, string names)
    {
        using var sample = ReportSample.OfTwelve();
        var html = "";
        foreach (var (name, build) in written.Split(' ').Select(project => (project[..^2], project[^1..])))
            html = ReportPage.Add(html, sample.WithRuns(2) with { File = $"/{name.Replace('/', '|')}.csproj", StateDirectory = $"/obj/{name}" }, build);

        Assert.Equal(names.Replace('/', '|').Split(' '), NamesIn(html));
        Assert.Equal(2, html.Split("</script>").Length - 1);
    }

    [Fact]
    public void Adding_a_project_changes_nothing_of_the_others()
    {
        using var sample = ReportSample.OfSweep(50);
        var first = sample.WithRuns(3, step => step with { Summary = "</script> \u2028 <!-- ä" }) with { StateDirectory = "/obj/a" };
        var alone = ReportPage.Add("", first, "b");

        var both = ReportPage.Add(alone, sample.WithoutRuns() with { File = "/Z.csproj", StateDirectory = "/obj/z" }, "b");

        Assert.Equal(ReportJson.Of(alone).Project.GetRawText(), ReportJson.Of(both).Project.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("<script type=\"application/json\" id=\"data\">")]
    [InlineData("<script type=\"application/json\" id=\"data\">{</script>")]
    [InlineData("<script type=\"application/json\" id=\"data\">[]</script>")]
    [InlineData("<script type=\"application/json\" id=\"data\">{\"build\":1}</script>")]
    [InlineData("<script type=\"application/json\" id=\"data\">{\"build\":\"b\"}</script>")]
    [InlineData("<script type=\"application/json\" id=\"data\">{\"build\":\"b\",\"projects\":[1]}</script>")]
    [InlineData("<script type=\"application/json\" id=\"data\">{\"build\":\"b\",\"projects\":[{\"name\":\"x\"}]}</script>")]
    public void What_is_no_page_of_the_build_is_replaced(string html)
    {
        using var sample = ReportSample.OfTwelve();

        Assert.Equal(["project"], NamesIn(ReportPage.Add(html, sample.WithoutRuns(), "b")));
    }

    // The states of projects are the folders of these names.
    [Theory]
    [InlineData("A B C", "", "A, B, C")]
    [InlineData("A B C D", "", "repo, 4 projects")]
    [InlineData("A B C D", "Everything", "Everything, 4 projects")]
    [InlineData("src/A src/B src/C src/D src/E", "", "src, 5 projects")]
    [InlineData("a/A a/B b/C ab/D", "", "repo, 4 projects")]
    [InlineData("A B C D", "<b>", "&lt;b&gt;, 4 projects")]
    [InlineData("A B C", "Everything", "A, B, C")]
    public void The_title_names_few_projects_and_of_many_what_they_are_together(string folders, string solution, string title)
    {
        using var sample = ReportSample.OfTwelve();
        var html = "";
        foreach (var folder in folders.Split(' '))
            html = ReportPage.Add(html, sample.WithoutRuns() with { File = $"/repo/{folder}/{folder[^1]}.csproj", StateDirectory = $"/repo/{folder}/obj/tango", Solution = solution }, "b");

        Assert.Contains($"<title>{title}: pipeline</title>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A", null, "B")]
    [InlineData("A", "1", "")]
    [InlineData("B", null, "")]
    [InlineData("", null, "")]
    public void What_a_build_without_an_id_would_replace_is_known(string project, string? build, string others)
    {
        using var sample = ReportSample.OfTwelve();
        var there = sample.WithoutRuns() with { File = "/B.csproj", StateDirectory = "/obj/B" };
        var html = project.Length == 0 ? "" : build is null ? ReportPage.Write([there]) : ReportPage.Add("", there, build);

        Assert.Equal(others, string.Join(", ", ReportPage.OthersOn(html, sample.WithoutRuns() with { File = $"/{project}.csproj", StateDirectory = $"/obj/{project}" })));
    }

    private static IEnumerable<string> NamesIn(string html) => ReportJson.ProjectsOf(html).Select(project => project.GetProperty("name").GetString()!);

    [Theory]
    [InlineData(12, 100_000)]
    [InlineData(300, 200_000)]
    [InlineData(1_000, 300_000)]
    public void A_page_is_small(int steps, int bytes)
    {
        using var sample = steps == 12 ? ReportSample.OfTwelve() : ReportSample.OfSweep(steps);

        var size = Encoding.UTF8.GetByteCount(ReportPage.Write([sample.WithRuns(30)]));

        Assert.InRange(size, 1, bytes);
    }

    [Fact]
    public void Earlier_runs_have_states_and_times_to_compare_and_metrics_over_all()
    {
        using var sample = ReportSample.OfTwelve();

        var page = ReportJson.Of(sample.WithRuns(5));

        var runs = page.Project.GetProperty("runs");
        Assert.Equal(5, runs.GetArrayLength());
        Assert.False(runs[0].TryGetProperty("state", out _));
        var ran = runs[4].GetProperty("state").GetString()!.Count(letter => letter is 'r' or 'f');
        Assert.Equal(ran, runs[4].GetProperty("seconds").GetArrayLength());
        var accuracy = Assert.Single(page.Project.GetProperty("series").EnumerateArray(), one => one[1].GetString() == "accuracy");
        Assert.Equal([0.90107, 0.90207, 0.90307, 0.90407, 0.90507], accuracy.EnumerateArray().Skip(2).Select(value => value.GetDouble()));
    }

    [Theory]
    [InlineData("rows:Submitted clean:NotRun", "nj")]
    [InlineData("rows:Submitted", "j")]
    [InlineData("rows:NotRun", "n")]
    [InlineData("rows:Skipped clean:Submitted split:Blocked", "bsj")]
    [InlineData("rows:Failed clean:Cached split:Ran", "crf")]
    public void States_are_counted_apart(string states, string letters)
    {
        using var sample = ReportSample.OfTwelve();
        var stateOf = states.Split(' ').Select(one => one.Split(':')).ToDictionary(pair => pair[0], pair => Enum.Parse<StepState>(pair[1]));
        var run = sample.WithRuns(1).Runs[0];
        run = run with { Steps = [.. run.Steps.Where(step => stateOf.ContainsKey(step.Name)).Select(step => step with { State = stateOf[step.Name] })] };

        var page = ReportJson.Of(sample.WithoutRuns() with { Runs = [run] });

        Assert.Equal(letters, string.Concat(page.Last.GetProperty("counts").EnumerateObject().Select(count => count.Name)));
        Assert.All(stateOf, step => Assert.Equal(LastRunColumns.LetterOf(step.Value), page.Letter(page.Last, "state", step.Key)));
    }

    [Fact]
    public void Each_state_has_a_letter_and_a_word_of_its_own()
    {
        var states = Enum.GetValues<StepState>();

        Assert.Equal(states.Length, states.Select(LastRunColumns.LetterOf).Distinct().Count());
        Assert.All(states, state => Assert.Contains($"{LastRunColumns.LetterOf(state)}: '{StateText.Format(state)}'", PageParts.Script, StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_beyond_the_limit_have_their_totals()
    {
        using var sample = ReportSample.OfSweep(1_000);

        var page = ReportJson.Of(sample.WithRuns(30));

        var runs = page.Project.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(30, runs.Count);
        Assert.All(runs, run => Assert.True(run.GetProperty("total").GetDouble() > 0));
        Assert.True(runs[1].TryGetProperty("state", out _));
        Assert.False(runs[^1].TryGetProperty("state", out _));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Its_texts_have_the_contrast_of_WCAG_AA(string scheme)
    {
        var colors = ColorsOf(scheme);
        string[] kinds = ["ran", "run", "cached", "failed", "blocked", "submitted", "idle"];
        var pairs = kinds.SelectMany(kind => new[] { (kind, $"{kind}-bg"), ("fg", $"{kind}-bg"), (kind, "bg"), (kind, "soft") })
            .Concat([("fg", "bg"), ("fg", "soft"), ("dim", "bg"), ("dim", "soft"), ("link", "bg"), ("link", "soft")]);

        Assert.All(pairs, pair => Assert.True(Contrast(colors[pair.Item1], colors[pair.Item2]) >= 4.5, $"{pair}: {Contrast(colors[pair.Item1], colors[pair.Item2])}"));
        Assert.True(Contrast(colors["edge"], colors["bg"]) >= 3);
    }

    private static Dictionary<string, string> ColorsOf(string scheme)
    {
        var roots = Regex.Matches(PageParts.Style, ":root {([^}]*)}");
        return Regex.Matches(roots[scheme == "light" ? 0 : 1].Groups[1].Value, "--([a-z-]+): (#[0-9a-f]{6});").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string color) => 0.2126 * Part(color, 1) + 0.7152 * Part(color, 3) + 0.0722 * Part(color, 5);

    private static double Part(string color, int start)
    {
        var value = int.Parse(color.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
