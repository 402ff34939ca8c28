using System.Collections.Immutable;
using Tango.Engine.UpToDate;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Engine.UpToDate;

public sealed class UpToDateFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>What most steps do not have is written only where one has it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("summary")]
    [InlineData("size")]
    [InlineData("metrics")]
    [InlineData("exported to")]
    [InlineData("exported files")]
    [InlineData("export item")]
    [InlineData("export mode")]
    [InlineData("output files")]
    [InlineData("summary, size, metrics, exported to, exported files, export item, export mode, output files")]
    public void A_step_is_read_as_it_was_written(string parts)
    {
        var plain = new StepOutcome("plain", "Plain-1-a", StepState.Skipped);
        var step = parts.Split(", ", StringSplitOptions.RemoveEmptyEntries).Aggregate(new StepOutcome("step; ä", "Step-1-a", StepState.Cached, "/cache/Step-1-a", "json.zst") { Cost = TimeSpan.FromSeconds(2) }, With);

        UpToDateFile.Write(_directory.PathOf("up-to-date.bin"), new UpToDateRecord(new byte[32], StampedFiles.None, [], [plain, step, plain], []));
        var read = UpToDateFile.Read(_directory.PathOf("up-to-date.bin"));

        Assert.Equal([Text(plain), Text(step), Text(plain)], read!.Steps.Select(Text));
    }

    private static StepOutcome With(StepOutcome step, string part) => part switch
    {
        "summary" => step with { Summary = "good" },
        "size" => step with { ResultSize = 0 },
        "metrics" => step with { Metrics = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add("loss", double.NaN).Add("rmse", -0.1) },
        "exported to" => step with { ExportedTo = "/project/out" },
        "exported files" => step with { ExportedFiles = ["/project/a", "/project/b"] },
        "export item" => step with { ExportItem = "None" },
        "export mode" => step with { ExportMode = ExportMode.Replace },
        "output files" => step with { OutputFiles = ["/project/c"] },
        _ => throw new ArgumentException(part, nameof(part)),
    };

    private static string Text(StepOutcome step) => string.Join(
        '|',
        step.Name, step.UniqueId, step.State, step.Path, step.Format, step.Summary, step.ResultSize, step.Cost, step.ExportedTo, step.ExportItem, step.ExportMode,
        string.Join(';', step.ExportedFiles), string.Join(';', step.OutputFiles), step.Metrics is null ? "none" : string.Join(';', step.Metrics));
}
