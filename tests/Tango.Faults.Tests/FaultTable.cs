using System.Globalization;
using System.Reflection;
using System.Text;

namespace Tango.Faults.Tests;

/// <summary>The table of docs/reliability.md: a long run replaces it.</summary>
internal static class FaultTable
{
    private const string Begin = "<!-- table: made by the long run -->";
    private const string End = "<!-- end of the table -->";

    private static readonly List<FaultRow> Rows = [];

    /// <summary>Adds a row.</summary>
    public static void Add(FaultRow row)
    {
        Rows.Add(row);
        if (FaultRun.IsLong)
            Write();
    }

    private static void Write()
    {
        var path = Path.Combine(Root(), "docs", "reliability.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(path, page[..begin] + "\n\n" + Table() + "\n" + page[end..]);
    }

    private static string Table()
    {
        var text = new StringBuilder("| fault | tried | survived | results lost | wrong results |\n|---|---:|---:|---:|---:|\n");
        foreach (var row in Rows.OrderBy(row => row.Fault, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {row.Fault} | {row.Tries:#,0} | {row.Survived:#,0} | {row.Lost} | {row.Wrong} |\n");

        return text.ToString();
    }

    private static string Root() => typeof(FaultRow).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
}
