using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tango.Build.TestKit;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango.Docs.Tests;

public sealed class ReferenceTests
{
    private static readonly Reason[] Reasons =
    [
        new(ReasonKind.Forced),
        new(ReasonKind.FirstRun),
        new(ReasonKind.TypeChanged, null, "A", "B"),
        new(ReasonKind.VersionChanged, null, "1", "2"),
        new(ReasonKind.CodeChanged, "Trainer.Fit, Trainer.Loss"),
        new(ReasonKind.ArgumentChanged, "epochs", "50", "20"),
        new(ReasonKind.InputFileChanged, "data/iris.csv"),
        new(ReasonKind.UpstreamChanged, "split.Train"),
        new(ReasonKind.UpstreamUnchanged),
        new(ReasonKind.FormatChanged, null, "json 1", "text 1"),
        new(ReasonKind.EntryMissing),
        new(ReasonKind.EntryDamaged),
        new(ReasonKind.EntryUnusable),
        new(ReasonKind.NotCompleted),
        new(ReasonKind.NotCacheable, "not marked Deterministic"),
        new(ReasonKind.UpstreamNotDeterministic, "sample"),
    ];

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/reference.md"));

    [Fact]
    public void Explains_every_reason_in_the_words_of_a_build()
    {
        Assert.Equal(Enum.GetValues<ReasonKind>(), Reasons.Select(reason => reason.Kind));
        Assert.All(Reasons, reason => Assert.Contains($"| `{reason}` |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_every_setting_of_a_step() =>
        Assert.All(ReservedNames.Settings, setting => Assert.Contains($"| `{setting}` |", Page, StringComparison.Ordinal));

    [Fact]
    public void Lists_every_event_with_its_properties()
    {
        var kinds = typeof(RunEvent).GetNestedTypes().Where(kind => kind.IsSubclassOf(typeof(RunEvent))).Select(EventWithAll).ToList();
        var written = kinds.Select(runEvent => JsonDocument.Parse(RunEventJson.Write(runEvent)).RootElement)
            .ToDictionary(json => json.GetProperty("event").GetString()!, json => json.EnumerateObject().Skip(1).Select(property => property.Name).Order(StringComparer.Ordinal));

        var rows = Page[Page.IndexOf("### Events", StringComparison.Ordinal)..Page.IndexOf("## Limits", StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), rows.Select(row => row[1].Trim(' ', '`')).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(written[row[1].Trim(' ', '`')], row[2].Split(',').Select(name => name.Trim(' ', '`')).Order(StringComparer.Ordinal)));
    }

    private static RunEvent EventWithAll(Type kind)
    {
        var runEvent = (RunEvent)RuntimeHelpers.GetUninitializedObject(kind);
        foreach (var property in kind.GetProperties().Where(property => property.CanWrite))
            property.SetValue(runEvent, SampleOf(property.PropertyType));

        return runEvent;
    }

    private static object SampleOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => "text",
        var flag when flag == typeof(bool) => true,
        var list when list == typeof(IReadOnlyList<string>) => (string[])["a"],
        var needs when needs == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>) => new Dictionary<string, IReadOnlyList<string>> { ["a"] = [] },
        var metrics when metrics == typeof(ImmutableSortedDictionary<string, double>) => ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("a", 1.0)]),
        var time when time == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        { IsEnum: true } words => Enum.GetValues(words).GetValue(0)!,
        var number => Convert.ChangeType(1, number, CultureInfo.InvariantCulture),
    };

    [Fact]
    public void Lists_every_property_that_the_package_reads()
    {
        var targets = string.Concat(Directory.GetFiles(Repository.PathOf("build"), "*.targets").Select(File.ReadAllText));
        var read = System.Text.RegularExpressions.Regex.Matches(targets, @"\$\((Tango\w+)\)").Select(match => match.Groups[1].Value).Distinct();

        // The package's own programs, and lists of targets, which stand in the text.
        var others = new[] { "TangoTasksAssembly", "TangoWorkerAssembly", "TangoLibraryDepsFile", "TangoLibraryRuntimeConfigFile" };
        Assert.All(read.Except(others), property => Assert.Contains($"`{property}`", Page, StringComparison.Ordinal));
    }
}
