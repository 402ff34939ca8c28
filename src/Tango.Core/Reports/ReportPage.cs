using System.Globalization;
using System.Net;
using System.Text;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Reports;

/// <summary>
/// A pipeline as one HTML page: what the last run did, what the next would do and why, each step's id, arguments and log, and the graph. It loads nothing from elsewhere, so it
/// can be sent to others and saved as a build's artifact.
/// </summary>
internal sealed class ReportPage
{
    // A larger drawing is not readable, but still slow to load.
    private const int MaxDrawnSteps = 400;
    private const int LongestValue = 500;

    // The page needs nothing but its own text and styles. Should a text of a step ever get into it unescaped, a browser would run nothing and load nothing.
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private readonly string _project;
    private readonly Plan _plan;
    private readonly RunRecord? _run;
    private readonly Dictionary<string, StepRecord> _last;
    private readonly TimeSpan _longest;
    private readonly Func<string, string?> _pathOf;

    /// <summary>Creates a page.</summary>
    /// <param name="plan">The plan of the next build.</param>
    /// <param name="run">The last run; null if there was none.</param>
    /// <param name="pathOf">The directory of a cache entry by its unique id; null if there is none.</param>
    public ReportPage(string project, Plan plan, RunRecord? run, Func<string, string?> pathOf)
    {
        _project = project;
        _plan = plan;
        _run = run;
        _last = (run?.Steps ?? []).DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        _longest = _last.Values.Select(step => step.Duration).DefaultIfEmpty().Max();
        _pathOf = pathOf;
    }

    /// <summary>The page's HTML.</summary>
    public string Write()
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{ContentSecurityPolicy}\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Html(_project)}: pipeline</title>\n<style>\n{ReportStyle.Css}\n</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Html(_project)}</h1>\n<p class=\"about\">{Html(About())}</p>\n");
        AppendGraph(html);
        html.Append("<h2>Steps</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>step</th><th>last run</th><th>time</th><th>next build</th><th>because</th></tr></thead>\n<tbody>\n");
        for (var index = 0; index < _plan.Steps.Length; index++)
            AppendStep(html, index, _plan.Steps[index]);

        return html.Append("</tbody></table></div>\n</body>\n</html>\n").ToString();
    }

    private string About()
    {
        var next = _plan.RunCount == 0 ? "nothing to run" : string.Create(CultureInfo.InvariantCulture, $"{_plan.RunCount} to run, {_plan.CachedCount} cached");
        if (_run is null)
            return $"Nothing has run yet. Next build: {next}.";

        var counts = _run.Steps.GroupBy(step => step.State).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {StateText.Format(group.Key)}"));
        var ended = _run.Ended.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return $"Last run {ended} on {_run.Host}: {string.Join(", ", counts)}. Next build: {next}. Tango {_run.ToolVersion}.";
    }

    private void AppendGraph(StringBuilder html)
    {
        html.Append("<h2>Graph</h2>\n");
        if (_plan.Steps.Length > MaxDrawnSteps)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{_plan.Steps.Length} steps are too many to draw here; the target TangoGraph writes them for other tools.</p>\n");
            return;
        }

        html.Append("<div class=\"scroll\">").Append(DiagramSvg.Draw(PlanDiagram.From(_plan))).Append("</div>\n");
    }

    private void AppendStep(StringBuilder html, int index, PlannedStep step)
    {
        var last = _last.GetValueOrDefault(step.Node.Name);
        html.Append(CultureInfo.InvariantCulture, $"<tr id=\"step-{index}\"><td><strong>{Html(step.Node.Name)}</strong>");
        AppendDetails(html, step, last);
        html.Append(CultureInfo.InvariantCulture, $"</td><td>{(last is null ? "" : Mark(PlanDiagram.ClassOf(last.State), StateText.Format(last.State)))}{LastWords(last)}</td><td class=\"time\">{Time(last)}</td>");
        html.Append(CultureInfo.InvariantCulture, $"<td>{Mark(PlanDiagram.ClassOf(step.Action), StateText.Format(step.Action))}</td><td>{Html(step.ReasonText)}</td></tr>\n");
    }

    private static string LastWords(StepRecord? last)
    {
        var words = string.Join(" · ", new[] { last?.Reason, last?.Summary }.Where(text => !string.IsNullOrEmpty(text)));
        var error = last?.Error is { } message ? $"<p class=\"error\">{Html(message)}</p>" : "";
        return $" {Html(words)}{error}";
    }

    private string Time(StepRecord? last)
    {
        if (last is null || last.Duration == TimeSpan.Zero)
            return "";

        var share = Math.Max(1, 100 * last.Duration.TotalSeconds / _longest.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{last.Duration.TotalSeconds:0.00} s<i style=\"width:{share:0}%\"></i>");
    }

    private void AppendDetails(StringBuilder html, PlannedStep step, StepRecord? last)
    {
        var node = step.Node;
        html.Append("<details><summary>details</summary><dl>");
        Append(html, "id", step.Identity.UniqueId);
        Append(html, "type", node.Type.FullName + (node.Type.Version is { } version ? $", version {version}" : ""));
        Append(html, "format", step.Identity.Format.ToString());
        AppendLink(html, "entry", _pathOf(step.Identity.UniqueId));
        Append(html, "needs", string.Join(", ", node.Inputs.Concat(node.OrderOnly).Select(input => input.Name)));
        foreach (var argument in node.Arguments)
            Append(html, argument.Parameter.Name, Short(argument.Value.ToString() ?? "") + (argument.IsDefault ? " (default)" : ""));

        AppendLink(html, "log", last?.Log);
        html.Append("</dl>");
        if (last?.Log is { } log && LogExcerpt.Read(log) is { Length: > 0 } excerpt)
            html.Append(CultureInfo.InvariantCulture, $"<pre>{Html(excerpt)}</pre>");

        html.Append("</details>");
    }

    private static void Append(StringBuilder html, string term, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            html.Append(CultureInfo.InvariantCulture, $"<dt>{Html(term)}</dt><dd><code>{Html(text)}</code></dd>");
    }

    // The link works on the machine that created the page; elsewhere it still shows the path.
    private static void AppendLink(StringBuilder html, string term, string? path)
    {
        if (path is not null)
            html.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd><a href=\"{Html(new Uri(path).AbsoluteUri)}\"><code>{Html(path)}</code></a></dd>");
    }

    private static string Mark(string kind, string text) => $"<span class=\"mark {kind}\">{Html(text)}</span>";

    private static string Short(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
