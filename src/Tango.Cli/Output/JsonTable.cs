using System.Text.Json;

namespace Tango.Cli.Output;

/// <summary>Rows of JSON objects as a table, where each has only plain values.</summary>
internal static class JsonTable
{
    private const int MostColumns = 12;

    /// <summary>Makes a table.</summary>
    /// <returns>Null if the rows are no table: not objects, with values inside values, or with very many columns.</returns>
    public static TextTable? TryCreate(IReadOnlyList<JsonElement> rows)
    {
        if (rows.Count == 0 || rows.Any(row => row.ValueKind != JsonValueKind.Object || row.EnumerateObject().Any(member => IsNested(member.Value))))
            return null;

        string[] columns = [.. rows.SelectMany(row => row.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal)];
        if (columns.Length is 0 or > MostColumns)
            return null;

        var table = new TextTable(columns.Select(column => (rows.All(row => IsNumber(row, column)) ? ">" : "") + column));
        foreach (var row in rows)
            table.AddRow([.. columns.Select(column => new TextCell(row.TryGetProperty(column, out var value) ? value.ToString() : ""))]);

        return table;
    }

    private static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static bool IsNumber(JsonElement row, string column) => row.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.Number;
}
