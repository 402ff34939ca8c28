using System.Globalization;
using System.Reflection;
using System.Text;

namespace Tango.Faults.Tests;

/// <summary>The table of docs/reliability.md: a long run replaces it when all tests have ended.</summary>
public sealed class FaultTable : IDisposable
{
    private const string Begin = "<!-- table: made by the long run -->";
    private const string End = "<!-- end of the table -->";

    private static readonly List<FaultRow> Rows = [];

    internal static void Add(FaultRow row)
    {
        lock (Rows)
            Rows.Add(row);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!FaultRun.IsLong)
            return;

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

    private static string Root() => typeof(FaultTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
}

/// <summary>All classes of the suite: they run one after the other, since most of them use all processors.</summary>
[CollectionDefinition(Name)]
public sealed class FaultSuite : ICollectionFixture<FaultTable>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "faults";
}
