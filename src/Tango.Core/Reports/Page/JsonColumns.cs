using System.Text.Json;
using Tango.Diagnostics;

namespace Tango.Reports.Page;

/// <summary>
/// Writes rows column by column: a name is written once and not for each of a thousand rows. What few rows have is an object with their numbers as names. Texts are made
/// printable: control characters, and those that change the direction of text, become visible.
/// </summary>
internal sealed class JsonColumns
{
    private readonly Utf8JsonWriter _json;

    public JsonColumns(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes a column that each row has.</summary>
    public void Dense<T>(string name, IEnumerable<T> rows, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var row in rows)
            write(row);

        _json.WriteEndArray();
    }

    /// <summary>Writes a column of the rows that have a value.</summary>
    public void Sparse<T, TValue>(string name, IReadOnlyList<T> rows, Func<T, TValue?> valueOf, Action<TValue> write)
        where TValue : class
    {
        _json.WriteStartObject(name);
        for (var number = 0; number < rows.Count; number++)
        {
            if (valueOf(rows[number]) is not { } value)
                continue;

            _json.WritePropertyName(TextOf(number));
            write(value);
        }

        _json.WriteEndObject();
    }

    /// <summary>Writes a column of texts that few rows have.</summary>
    public void Texts<T>(string name, IReadOnlyList<T> rows, Func<T, string?> textOf) =>
        Sparse(name, rows, row => textOf(row) is { Length: > 0 } text ? text : null, Line);

    /// <summary>Writes a text as one line.</summary>
    public void Line(string text) => _json.WriteStringValue(PrintableText.Line(text));

    /// <summary>Writes a text with its lines.</summary>
    public void Lines(string text) => _json.WriteStringValue(PrintableText.Lines(text));

    /// <summary>Writes texts as a list.</summary>
    public void List(IEnumerable<string> texts)
    {
        _json.WriteStartArray();
        foreach (var text in texts)
            Line(text);

        _json.WriteEndArray();
    }

    /// <summary>Writes numbers as a list.</summary>
    public void List(IEnumerable<int> numbers)
    {
        _json.WriteStartArray();
        foreach (var number in numbers)
            _json.WriteNumberValue(number);

        _json.WriteEndArray();
    }

    /// <summary>Writes seconds, to the millisecond.</summary>
    public void Seconds(TimeSpan time) => _json.WriteNumberValue(Math.Round(time.TotalSeconds, 3));

    private static string TextOf(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
