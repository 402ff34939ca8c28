using System.Text;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

public sealed class CommandLogTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb\r\n\r\nc", "a|b||c")]
    [InlineData("10 %\r20 %\rdone\n", "10 %|20 %|done")]
    [InlineData("\n\n", "|")]
    [InlineData("\uFEFFa\0b\n", "\uFEFFa\0b")]
    [InlineData("aé€𝄞\n", "aé€𝄞")]
    public void Lines_end_at_every_kind_of_line_end_however_they_are_read(string printed, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(printed);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var cutter = new LineCutter();
            List<string> cut = [.. bytes.Chunk(size).SelectMany(part => cutter.Add(part)), .. cutter.End()];
            Assert.Equal(lines, string.Join('|', cut));
        }
    }

    [Theory]
    [InlineData(TextLimits.MaxText, false)]
    [InlineData(TextLimits.MaxText + 1, true)]
    [InlineData(5_000_000, true)]
    public void A_line_has_a_greatest_length_and_says_so(int length, bool isCut)
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', length) + "\nnext\n");
        foreach (var size in (int[])[1000, 65_536, bytes.Length])
        {
            var cutter = new LineCutter();
            List<string> cut = [.. bytes.Chunk(size).SelectMany(part => cutter.Add(part)), .. cutter.End()];
            Assert.Equal([new string('x', Math.Min(length, TextLimits.MaxText)) + (isCut ? TextLimits.Mark(TextLimits.MaxText) : ""), "next"], cut);
        }
    }

    [Fact]
    public void A_line_is_not_cut_within_a_character()
    {
        var cutter = new LineCutter();

        var line = Assert.Single(cutter.Add(Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("𝄞", TextLimits.MaxText)) + "\n")));

        Assert.Equal(TextLimits.MaxText - 1 + TextLimits.Mark(TextLimits.MaxText).Length, line.Length);
        Assert.False(char.IsHighSurrogate(line[TextLimits.MaxText - 2]));
    }

    [ShTheory]
    [InlineData("seq 1 30000", 30_000, TextLimits.MaxReportedLines)]
    [InlineData("seq 1 10000", 10_000, TextLimits.MaxReportedLines)]
    [InlineData("i=0; while [ $i -lt 60 ]; do head -c 90000 /dev/zero | tr '\\0' x; echo; i=$((i+1)); done", 60, TextLimits.MaxReportedCharacters / 90_000)]
    public async Task The_build_gets_the_first_lines_and_the_log_has_all(string run, int lines, int reported)
    {
        _project.DeclareCommand("talker", run, "Format=bytes");

        var events = await _project.RunAsync();

        var logged = events.Of<RunEvent.StepLogged>().Select(line => line.Text).ToList();
        Assert.Equal(reported, logged.Count(line => !line.StartsWith('…')));
        Assert.Equal(reported < lines ? 1 : 0, logged.Count(line => line.StartsWith('…')));
        var log = File.ReadAllLines(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("talker")), "log.txt"));
        Assert.Equal(lines + 1, log.Length);
    }
}
