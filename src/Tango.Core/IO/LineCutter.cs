using System.Text;

namespace Tango.IO;

/// <summary>
/// Splits another program's output into lines, at every kind of line end, because progress bars use carriage returns. Bytes that are not UTF-8 become U+FFFD, and very long lines
/// are truncated, so that memory use is limited.
/// </summary>
internal sealed class LineCutter
{
    /// <summary>The maximum length of a line, in characters.</summary>
    public const int Longest = 100_000;

    /// <summary>The end of a truncated line.</summary>
    public const string CutMark = "… (cut after 100000 characters)";

    private readonly int _longest;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private char[] _text = [];
    private bool _isCut;
    private bool _endedByReturn;

    public LineCutter(int longest = Longest) => _longest = longest;

    /// <summary>Adds output.</summary>
    /// <param name="bytes">Any part of it.</param>
    /// <returns>The lines that ended in it, without their line ends.</returns>
    public List<string> Add(ReadOnlySpan<byte> bytes) => Cut(bytes, isLast: false);

    /// <summary>Ends the output.</summary>
    /// <returns>The last line, if it had no line end.</returns>
    public List<string> End()
    {
        var lines = Cut([], isLast: true);
        if (_line.Length > 0)
            lines.Add(CutLine([]));

        return lines;
    }

    private List<string> Cut(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var max = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_text.Length < max)
            _text = new char[max];

        var lines = new List<string>();
        ReadOnlySpan<char> rest = _text.AsSpan(0, _decoder.GetChars(bytes, _text, isLast));
        while (!rest.IsEmpty)
        {
            var isSecondOfTwo = _endedByReturn && rest[0] == '\n';
            _endedByReturn = false;
            if (isSecondOfTwo)
            {
                rest = rest[1..];
                continue;
            }

            var end = rest.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Append(rest);
                break;
            }

            lines.Add(CutLine(rest[..end]));
            _endedByReturn = rest[end] == '\r';
            rest = rest[(end + 1)..];
        }

        return lines;
    }

    private string CutLine(ReadOnlySpan<char> end)
    {
        if (_line.Length == 0 && end.Length <= _longest)
            return end.ToString();

        Append(end);
        var line = _isCut ? _line.Append(CutMark).ToString() : _line.ToString();
        _line.Clear();
        _isCut = false;
        return line;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        var room = _isCut ? 0 : _longest - _line.Length;
        if (text.Length > room)
        {
            _isCut = true;

            // Not between the halves of a surrogate pair.
            text = text[..(room > 0 && char.IsHighSurrogate(text[room - 1]) ? room - 1 : room)];
        }

        _line.Append(text);
    }
}
