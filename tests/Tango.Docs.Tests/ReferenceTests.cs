using Tango.Build.TestKit;
using Tango.Planning;
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
    public void Lists_every_property_that_the_package_reads()
    {
        var targets = string.Concat(Directory.GetFiles(Repository.PathOf("build"), "*.targets").Select(File.ReadAllText));
        var read = System.Text.RegularExpressions.Regex.Matches(targets, @"\$\((Tango\w+)\)").Select(match => match.Groups[1].Value).Distinct();

        // The package's own programs, and lists of targets, which stand in the text.
        var others = new[] { "TangoTasksAssembly", "TangoWorkerAssembly", "TangoLibraryDepsFile", "TangoLibraryRuntimeConfigFile" };
        Assert.All(read.Except(others), property => Assert.Contains($"`{property}`", Page, StringComparison.Ordinal));
    }
}
