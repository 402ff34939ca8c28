using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tango.Cli.Debugging;

/// <summary>The text of a JSON object in which one member is changed, and nothing else: neither comments, nor order, nor white space.</summary>
internal sealed class JsonObjectText
{
    private const int Indentation = 2;

    private readonly byte[] _text;
    private readonly Dictionary<string, (int Start, int End)> _values = new(StringComparer.Ordinal);
    private int _lastEnd;

    private JsonObjectText(byte[] text, string newLine)
    {
        _text = text;
        NewLine = newLine;
    }

    /// <summary>The line ends of the file.</summary>
    public string NewLine { get; }

    /// <summary>Reads a text. Comments and trailing commas are allowed, as IDEs write and read them.</summary>
    /// <param name="newLine">The line ends of the file, if this is a part of it.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static JsonObjectText Of(string text, string? newLine = null)
    {
        var read = new JsonObjectText(Encoding.UTF8.GetBytes(text), newLine ?? (text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n"));
        var json = new Utf8JsonReader(read._text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("It is no JSON object.");

        read._lastEnd = (int)json.BytesConsumed;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            read._values[name] = (start, read._lastEnd = (int)json.BytesConsumed);
        }

        // What follows the object must be nothing.
        while (json.Read())
        {
        }

        return read;
    }

    /// <summary>The text of a member's value; null if there is no such member.</summary>
    public string? Find(string name) => _values.TryGetValue(name, out var place) ? Text(place.Start, place.End) : null;

    /// <summary>The text of the object with a member: replaced, or else added after the last one.</summary>
    /// <param name="value">The member's value as JSON, indented for its place.</param>
    /// <param name="depth">How deep the member stands in the file; 1 for members of the file's object.</param>
    public string With(string name, string value, int depth)
    {
        if (_values.TryGetValue(name, out var place))
            return Text(0, place.Start) + value + Text(place.End, _text.Length);

        var rest = Text(_lastEnd, _text.Length);
        var end = rest.TrimStart(' ').StartsWith('}') ? Margin(depth - 1) + rest.TrimStart(' ') : rest;
        return $"{Text(0, _lastEnd)}{(_values.Count > 0 ? "," : "")}{Margin(depth)}{Quoted(name)}: {value}{end}";
    }

    /// <summary>Indents a value for its place.</summary>
    /// <param name="value">JSON, indented as if it stood alone.</param>
    /// <param name="depth">How deep the member stands in the file.</param>
    public string Indented(string value, int depth) => value.ReplaceLineEndings(Margin(depth));

    private string Margin(int depth) => NewLine + new string(' ', Indentation * depth);

    private static string Quoted(string name) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\"";

    private string Text(int start, int end) => Encoding.UTF8.GetString(_text.AsSpan(start, end - start));
}
