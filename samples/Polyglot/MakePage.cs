using System.Net;
using System.Text;

namespace Polyglot;

/// <summary>Makes a page of the map and of the table, each of which another language has made.</summary>
[Step(Deterministic = true)]
public sealed class MakePage : Step<string>
{
    public string Run(InputFile map, string regions, IReadOnlyList<Zone> zones)
    {
        var shared = zones.MaxBy(zone => zone.Countries.Count)!;
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Time zones</title>\n");
        page.Append($"<h1>{zones.Count} time zones</h1>\n");
        page.Append(map.ReadAllText());
        page.Append("<table>\n");
        foreach (var line in regions.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var count, var region])
                page.Append($"<tr><td>{WebUtility.HtmlEncode(region)}</td><td>{count}</td></tr>\n");
        }

        page.Append("</table>\n");
        page.Append($"<p>{shared.Countries.Count} countries share {WebUtility.HtmlEncode(shared.Name)}.</p>\n");
        return page.ToString();
    }
}
