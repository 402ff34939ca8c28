using System.Text;

namespace Tango.Cli.Output;

/// <summary>
/// A table without lines, as command-line tools print them: readable, and easy to cut and grep. Written here, because that of the console library takes longer to compile, in every process,
/// than all that a command has to read.
/// </summary>
internal sealed class TextTable
{
    private const int Gap = 2;

    private readonly string[] _columns;
    private readonly List<TextCell[]> _rows = [];

    /// <param name="columns">The heads; one that begins with <c>&gt;</c> is aligned to the right. If all are empty, there is no line of heads.</param>
    public TextTable(params IEnumerable<string> columns) => _columns = [.. columns];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One for each column.</param>
    public void AddRow(params TextCell[] cells)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"A row of {cells.Length} cells does not fit {_columns.Length} columns.", nameof(cells));

        _rows.Add(cells);
    }

    /// <summary>Writes it.</summary>
    /// <param name="hasColors">Whether the output obeys the codes of terminals.</param>
    public void Write(TextWriter writer, bool hasColors)
    {
        TextCell[] heads = [.. _columns.Select(column => new TextCell(column.TrimStart('>'), "dim"))];
        IEnumerable<TextCell[]> lines = heads.All(head => head.Text.Length == 0) ? _rows : _rows.Prepend(heads);
        var widths = new int[_columns.Length];
        foreach (var line in lines)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], line[column].Width);
        }

        foreach (var line in lines)
            writer.WriteLine(Line(line, widths, hasColors));
    }

    private string Line(TextCell[] cells, int[] widths, bool hasColors)
    {
        var line = new StringBuilder();
        for (var column = 0; column < cells.Length; column++)
        {
            var isRight = _columns[column].StartsWith('>');
            var space = widths[column] - cells[column].Width;
            line.Append(' ', isRight ? space : 0).Append(cells[column].Format(hasColors)).Append(' ', (isRight ? 0 : space) + Gap);
        }

        return line.ToString().TrimEnd(' ');
    }
}
