using Spectre.Console;

namespace Tango.Cli.Live;

/// <summary>Lines at the end of the terminal that are drawn again and again, below those that stay. Where the output is no terminal, there are none.</summary>
internal sealed class LiveBlock(IAnsiConsole console)
{
    private IReadOnlyList<string> _drawn = [];

    /// <summary>Whether anything is redrawn.</summary>
    public bool IsVisible => console.Profile.Capabilities.Ansi && console.Profile.Capabilities.Interactive;

    /// <summary>Writes a line that stays.</summary>
    /// <param name="markup">Its markup.</param>
    public void WriteLine(string markup)
    {
        Clear();
        console.MarkupLine(markup);
    }

    /// <summary>Draws the block.</summary>
    /// <param name="lines">Plain texts, each cut at the width of the terminal, so that none takes two lines.</param>
    public void Draw(IReadOnlyList<string> lines)
    {
        var width = Math.Max(1, console.Profile.Width - 1);
        string[] cut = [.. lines.Select(line => line.Length <= width ? line : string.Concat(line.AsSpan(0, width - 1), "…"))];
        if (!IsVisible || cut.SequenceEqual(_drawn, StringComparer.Ordinal))
            return;

        Clear();
        foreach (var line in cut)
            console.WriteLine(line);

        _drawn = cut;
    }

    /// <summary>Removes the block.</summary>
    public void Clear()
    {
        if (_drawn.Count == 0)
            return;

        console.Write(new ControlCode(FormattableString.Invariant($"\u001b[{_drawn.Count}A\u001b[0J")));
        _drawn = [];
    }
}
