using System.Collections.Immutable;
using System.Text;

namespace Tango.Graph;

/// <summary>
/// A <see cref="ReferencedPipeline"/> as text: a first line that names the layout, a line for the project, a tab-separated line a step. Read in every build of a
/// project that takes results of others, in a cold process: plain loops.
/// </summary>
internal static class ReferencedPipelineText
{
    private const string Layout = "tango pipeline 1";
    private const int ProjectFields = 2;
    private const int StepFields = 9;

    public static string Write(ReferencedPipeline pipeline)
    {
        var text = new StringBuilder();
        text.Append(Layout).Append('\n');
        WriteLine(text, pipeline.ProjectFile, pipeline.CacheDirectory);
        foreach (var step in pipeline.Steps)
        {
            WriteLine(
                text, step.Name, step.UniqueId, step.Format, step.Assembly, step.Type, step.File ?? "",
                step.IsFindable ? "1" : "0", step.NotKeptBecause ?? "", ((char)('0' + (int)step.State)).ToString());
        }

        return text.ToString();
    }

    public static ReferencedPipeline? Read(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 3 || lines[0] != Layout || Fields(lines[1], ProjectFields) is not { } project)
        {
            return null;
        }

        // The text ends with a line feed, so the last line is empty.
        var steps = ImmutableArray.CreateBuilder<ReferencedStep>(lines.Length - 3);
        for (var index = 2; index < lines.Length - 1; index++)
        {
            if (Fields(lines[index], StepFields) is not { } fields || fields[8].Length != 1 || fields[8][0] is < '0' or > '3')
            {
                return null;
            }

            steps.Add(new ReferencedStep(fields[0], fields[1], fields[2], fields[3], fields[4])
            {
                File = NullIfEmpty(fields[5]),
                IsFindable = fields[6] == "1",
                NotKeptBecause = NullIfEmpty(fields[7]),
                State = (ReferencedState)(fields[8][0] - '0'),
            });
        }

        return lines[^1].Length == 0 ? new ReferencedPipeline(project[0], project[1], steps.DrainToImmutable()) : null;
    }

    private static void WriteLine(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        for (var index = 0; index < fields.Length; index++)
        {
            text.Append(index == 0 ? "" : "\t").Append(Escape(fields[index]));
        }

        text.Append('\n');
    }

    private static string[]? Fields(string line, int count)
    {
        var fields = line.Split('\t');
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = Unescape(fields[index]);
        }

        return fields.Length == count ? fields : null;
    }

    // Paths may hold anything.
    private static string Escape(string text) => text.Contains('\\') || text.Contains('\t') || text.Contains('\n')
        ? text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)
        : text;

    private static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\' && index + 1 < text.Length)
            {
                character = text[++index] switch { 't' => '\t', 'n' => '\n', var other => other };
            }

            plain.Append(character);
        }

        return plain.ToString();
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
