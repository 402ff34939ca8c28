using System.Globalization;
using Tango.Cli.Output;
using Tango.Identity;
using Tango.Steps.Commands;

namespace Tango.Cli;

/// <summary>What differs between builds.</summary>
internal sealed class Comparison
{
    private const int ShownOfHash = 8;

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

    private List<Row> Rows(Func<RecordedBuild, IEnumerable<(string Name, Value Value)>> read)
    {
        var values = Builds.Select(build => read(build).DistinctBy(entry => entry.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)).ToList();
        var rows = values.SelectMany(build => build.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => new Row(name, [.. values.Select(build => build.GetValueOrDefault(name))]))
            .Where(row => !row.IsDefault)
            .ToList();
        EqualCount += _showsAll ? 0 : rows.RemoveAll(row => row.AreEqual);
        return rows;
    }

    // References to other steps say nothing: they differ whenever something before them does.
    private static IEnumerable<(string Name, Value Value)> ParametersOf(Workspace workspace, RecordedBuild build) =>
        from entry in build.Steps
        let step = new RecordedStep(entry.Record, entry.Step)
        let identity = step.FindIdentity(workspace)
        let isCommand = identity.Any(part => part is { Name: IdentityEntryNames.Type, Text: CommandNames.FullName })
        from part in identity
        where IsFile(part) || (part.Name.StartsWith(IdentityEntryNames.ArgumentPrefix, StringComparison.Ordinal) && !IsReference(part.Text))
        select IsFile(part)
            ? (NameOf(build, step, part.Text) + $" ({part.Name[IdentityEntryNames.FilePrefix.Length..]})", new Value(part.Hash[..Math.Min(ShownOfHash, part.Hash.Length)], part.Hash))
            : (NameOf(build, step, part.Name[IdentityEntryNames.ArgumentPrefix.Length..]), new Value(part.Text, part.Hash) { IsDefault = isCommand && IsDefaultOfCommands(part) });

    // The classes of other steps, which know their defaults, are not here.
    private static bool IsDefaultOfCommands(IdentityEntry argument) =>
        CommandType.Undeclared.Parameters.Any(parameter => IdentityEntryNames.Argument(parameter.Name) == argument.Name && parameter.Default?.ToString() == argument.Text);

    private static bool IsReference(string text) => text.StartsWith("ref:", StringComparison.Ordinal) || text.StartsWith("[ref:", StringComparison.Ordinal);

    // The content of a file has an entry of its own, whose text is the name of the argument.
    private static bool IsFile(IdentityEntry part) => part.Name.StartsWith(IdentityEntryNames.FilePrefix, StringComparison.Ordinal);

    private static IEnumerable<(string Name, Value Value)> MetricsOf(RecordedBuild build) =>
        from entry in build.Steps
        from metric in entry.Step.Metrics
        select (NameOf(build, new(entry.Record, entry.Step), metric.Key), new Value(Texts.Number(metric.Value), metric.Value.ToString("R", CultureInfo.InvariantCulture)) { Number = metric.Value });

    /// <summary>How much a metric has changed from the oldest of the builds to the newest; null if one of them does not have it. Whether that is good is not known: no name tells it.</summary>
    public double? ChangeOf(Row row)
    {
        var oldest = Enumerable.Range(0, Builds.Count).MinBy(index => Builds[index].Ended);
        var newest = Enumerable.Range(0, Builds.Count).MaxBy(index => Builds[index].Ended);
        return row.Values[newest]?.Number - row.Values[oldest]?.Number;
    }

    // With the project's name only where that is needed.
    private static string NameOf(RecordedBuild build, RecordedStep step, string name) => $"{(build.Records.Count > 1 ? step.FullName : step.Step.Name)}.{name}";

    /// <summary>A value in one build.</summary>
    /// <param name="Text">In short, for people.</param>
    /// <param name="Exact">What differs if the values do: the hash of a parameter, all digits of a metric.</param>
    internal sealed record Value(string Text, string Exact)
    {
        /// <summary>The value of a metric; null for a parameter.</summary>
        public double? Number { get; init; }

        /// <summary>Whether it is an argument of a command that has its default: nobody need have set it.</summary>
        public bool IsDefault { get; init; }
    }

    /// <summary>A parameter or metric.</summary>
    /// <param name="Values">One for each build; null where a build does not have it.</param>
    internal sealed record Row(string Name, IReadOnlyList<Value?> Values)
    {
        /// <summary>Whether all builds have the same value.</summary>
        public bool AreEqual => Values.Select(value => value?.Exact).Distinct(StringComparer.Ordinal).Count() == 1;

        /// <summary>Whether nobody has set it in any of the builds.</summary>
        public bool IsDefault => Values.All(value => value is null or { IsDefault: true });

        /// <summary>The texts of the values. Where different ones have the same text, as files of other content do, they are told apart.</summary>
        public IEnumerable<string?> Shown
        {
            get
            {
                var isAmbiguous = !AreEqual && Values.OfType<Value>().GroupBy(value => value.Text, StringComparer.Ordinal).Any(group => group.DistinctBy(value => value.Exact).Count() > 1);
                return Values.Select(value => value is null ? null : !isAmbiguous ? value.Text : double.TryParse(value.Exact, CultureInfo.InvariantCulture, out _) ? value.Exact : $"{value.Text} ({value.Exact[..Math.Min(ShownOfHash, value.Exact.Length)]})");
            }
        }
    }
}
