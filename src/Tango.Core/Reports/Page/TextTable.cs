using System.Text.Json;

namespace Tango.Reports.Page;

/// <summary>Texts that many rows have in common, such as types and reasons: rows have their numbers.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };

    /// <summary>The number of a text; that of the empty text is 0.</summary>
    public int Add(string? text)
    {
        if (!_numbers.TryGetValue(text ?? "", out var number))
            _numbers.Add(text!, number = _numbers.Count);

        return number;
    }

    /// <summary>Writes the texts in the order of their numbers.</summary>
    public void Write(Utf8JsonWriter json) => new JsonColumns(json).Dense("texts", _numbers.Keys, text => json.WriteStringValue(Diagnostics.PrintableText.Line(text)));
}
