using System.Text;

namespace Tango.IO;

/// <summary>A line that grows piece by piece, up to a maximum length: what comes after that is left out, and a mark says so.</summary>
internal sealed class BoundedLine
{
    private readonly int _longest;
    private readonly string _mark;
    private readonly StringBuilder _text = new();
    private bool _isCut;

    /// <param name="longest">The maximum length in characters, without the mark.</param>
    /// <param name="mark">The end of a line that was cut.</param>
    public BoundedLine(int longest, string mark)
    {
        _longest = longest;
        _mark = mark;
    }

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds a piece.</summary>
    public void Add(ReadOnlySpan<char> piece)
    {
        var room = _isCut ? 0 : _longest - _text.Length;
        if (piece.Length > room)
        {
            _isCut = true;

            // Not between the halves of a surrogate pair.
            piece = piece[..(room > 0 && char.IsHighSurrogate(piece[room - 1]) ? room - 1 : room)];
        }

        _text.Append(piece);
    }

    /// <summary>Adds the last piece, and begins a new line.</summary>
    /// <returns>The line.</returns>
    public string End(ReadOnlySpan<char> piece)
    {
        if (IsEmpty && piece.Length <= _longest)
            return piece.ToString();

        Add(piece);
        var line = _isCut ? _text.Append(_mark).ToString() : _text.ToString();
        _text.Clear();
        _isCut = false;
        return line;
    }
}
