using System.Globalization;
using System.Text;

namespace Study;

[Step(Deterministic = true, Format = "text")]
public sealed class WriteReport : Step<string>
{
    public string Run(ScoreTable table)
    {
        var text = new StringBuilder("| poem | novelty | coverage |\n|---|---|---|\n");
        foreach (var (firstLine, novelty, coverage) in table.Scores)
            text.Append(CultureInfo.InvariantCulture, $"| {firstLine} | {novelty:P0} | {coverage:P0} |\n");

        text.Append(CultureInfo.InvariantCulture, $"| *mean of {table.Scores.Count}* | {table.MeanNovelty:P0} | {table.MeanCoverage:P0} |\n");
        return text.ToString();
    }
}
