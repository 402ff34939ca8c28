using Tango.Cli.Output;

namespace Tango.Cli;

/// <summary>What differs between builds.</summary>
internal sealed class Comparison
{
    private const string ArgumentEntry = "argument:";

    private readonly bool _showsAll;

    /// <param name="showsAll">Whether rows with equal values are kept.</param>
    public Comparison(Workspace workspace, IReadOnlyList<RecordedBuild> builds, bool showsAll)
    {
        _showsAll = showsAll;
        Builds = builds;
        Parameters = Rows(build => ParametersOf(workspace, build));
        Metrics = Rows(MetricsOf);
    }

    /// <summary>The builds, in the order in which they are shown.</summary>
    public IReadOnlyList<RecordedBuild> Builds { get; }

    /// <summary>The arguments of steps.</summary>
    public IReadOnlyList<Row> Parameters { get; }

    /// <summary>The metrics of steps.</summary>
    public IReadOnlyList<Row> Metrics { get; }

    /// <summary>How many rows were left out because their values are equal.</summary>
    public int EqualCount { get; private set; }

    private List<Row> Rows(Func<RecordedBuild, IEnumerable<(string Name, string Value)>> read)
    {
        var values = Builds.Select(build => read(build).DistinctBy(entry => entry.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)).ToList();
        var rows = values.SelectMany(build => build.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => new Row(name, [.. values.Select(build => build.GetValueOrDefault(name))]))
            .ToList();
        EqualCount += _showsAll ? 0 : rows.RemoveAll(row => row.Values.Distinct(StringComparer.Ordinal).Count() == 1);
        return rows;
    }

    // References to other steps say nothing: they differ whenever something before them does.
    private static IEnumerable<(string Name, string Value)> ParametersOf(Workspace workspace, RecordedBuild build) =>
        from entry in build.Steps
        let step = new RecordedStep(entry.Record, entry.Step)
        from part in step.FindIdentity(workspace)
        where part.Name.StartsWith(ArgumentEntry, StringComparison.Ordinal) && !part.Text.StartsWith("ref:", StringComparison.Ordinal)
        select (NameOf(build, step, part.Name[ArgumentEntry.Length..]), part.Text);

    private static IEnumerable<(string Name, string Value)> MetricsOf(RecordedBuild build) =>
        from entry in build.Steps
        from metric in entry.Step.Metrics
        select (NameOf(build, new(entry.Record, entry.Step), metric.Key), Texts.Number(metric.Value));

    // With the project's name only where that is needed.
    private static string NameOf(RecordedBuild build, RecordedStep step, string name) => $"{(build.Records.Count > 1 ? step.FullName : step.Step.Name)}.{name}";

    /// <summary>A parameter or metric.</summary>
    /// <param name="Values">One for each build; null where a build does not have it.</param>
    internal sealed record Row(string Name, IReadOnlyList<string?> Values);
}
