using System.Globalization;

namespace Tango.Benchmarks.Measuring;

/// <summary>A table in Markdown, columns of text first, of numbers after.</summary>
internal sealed class Table
{
    private readonly TextWriter _output;

    public Table(TextWriter output, int textColumns, params string[] columns)
    {
        _output = output;
        _output.WriteLine();
        Row(columns);
        Row([.. columns.Select((_, index) => index < textColumns ? "---" : "---:")]);
    }

    public void Row(params string[] cells) => _output.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>A number with three digits that count.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 0.1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);

    /// <summary>The quotient of two numbers.</summary>
    public static string Ratio(double value, double peer) => Number(value / peer) + " ×";

    /// <summary>The least and the median.</summary>
    public static string Both(Series series) => $"{Number(series.Min)} / {Number(series.Median)}";
}
