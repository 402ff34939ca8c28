using System.Text;

namespace Tango.IO;

/// <summary>
/// Splits another program's output into lines, at every kind of line end, because progress bars use carriage returns. Bytes that are not UTF-8 become U+FFFD, and very long lines
/// are truncated, so that memory use is limited.
/// </summary>
internal sealed class LineCutter
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly BoundedLine _line = new(TextLimits.MaxText, TextLimits.Mark(TextLimits.MaxText));
    private char[] _text = [];
    private bool _endedByReturn;

    /// <summary>Adds output.</summary>
    /// <param name="bytes">Any part of it.</param>
    /// <returns>The lines that ended in it, without their line ends.</returns>
    public List<string> Add(ReadOnlySpan<byte> bytes) => Cut(bytes, isLast: false);

    /// <summary>Ends the output.</summary>
    /// <returns>The last line, if it had no line end.</returns>
    public List<string> End()
    {
        var lines = Cut([], isLast: true);
        if (!_line.IsEmpty)
            lines.Add(_line.End([]));

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
                _line.Add(rest);
                break;
            }

            lines.Add(_line.End(rest[..end]));
            _endedByReturn = rest[end] == '\r';
            rest = rest[(end + 1)..];
        }

        return lines;
    }
}
