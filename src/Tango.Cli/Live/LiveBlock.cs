using Spectre.Console;
using Tango.Cli.Output;
using Tango.Diagnostics;

namespace Tango.Cli.Live;

/// <summary>Lines at the end of the terminal that are drawn again and again, below those that stay. Where the output is no terminal, there are none.</summary>
internal sealed class LiveBlock(IAnsiConsole console)
{
    private IReadOnlyList<string> _drawn = [];

    /// <summary>Whether anything is redrawn.</summary>
    public bool IsVisible => console.Profile.Capabilities.Ansi && console.Profile.Capabilities.Interactive;

    /// <summary>Writes a line that stays. It is not wrapped here: a terminal does that, and knows then that a path in it is one.</summary>
    public void WriteLine(params IEnumerable<TextCell> parts)
    {
        Clear();
        console.Profile.Out.Writer.WriteLine(string.Concat(parts.Select(part => part.Format(console.HasColors()))).TrimEnd(' '));
    }

    /// <summary>Draws the block.</summary>
    /// <param name="lines">Plain texts, each cut at the width of the terminal, so that none takes two lines.</param>
    public void Draw(IReadOnlyList<string> lines)
    {
        var width = Math.Max(1, console.Profile.Width - 1);
        string[] cut = [.. lines.Select(PrintableText.Line).Select(line => CutText.At(line, width))];
        if (!IsVisible || cut.SequenceEqual(_drawn, StringComparer.Ordinal))
            return;

        // At once, so that nothing flickers.
        console.Profile.Out.Writer.Write(Up() + string.Concat(cut.Select(line => line + "\n")));
        console.Profile.Out.Writer.Flush();
        _drawn = cut;
    }

    /// <summary>Removes the block.</summary>
    public void Clear()
    {
        console.Profile.Out.Writer.Write(Up());
        _drawn = [];
    }

    // From the first column: what somebody types meanwhile, or Ctrl+C, is shown at the beginning of the line below the block.
    private string Up() => _drawn.Count == 0 ? "" : FormattableString.Invariant($"\r\u001b[{_drawn.Count}A\u001b[0J");
}
