using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit.EditorSchemas;

namespace Tango.Build.PackageTests;

/// <summary>Two pipelines that refer to a library of steps but not to each other, over one cache.</summary>
public sealed class EulerSample
{
    private static readonly string[] Formula = ["cosine", "difference", "i-sine", "print", "sine", "sum"];

    [Fact]
    public async Task Shares_what_is_the_same_and_runs_what_follows_from_a_version()
    {
        using var euler = await Sample.CopyAsync("Euler");

        var power = (await euler.BuildAsync("Power")).EnsureSuccess();
        var formula = (await euler.BuildAsync("Formula")).EnsureSuccess();
        euler.Edit(
            "Arithmetic/Operations.cs",
            "[Step(Deterministic = true, Version = \"1\")]\n    public static Number Add",
            "[Step(Deterministic = true, Version = \"2\")]\n    public static Number Add");
        var bumped = (await euler.BuildAsync("Euler.slnx", "--no-restore", "-m")).EnsureSuccess();

        Assert.Equal(["i-pi", "power", "print"], power.StepsThatRan());
        Assert.Equal(Formula, formula.StepsThatRan());
        Assert.Equal("-1 0i", euler.Read("Power/bin/Debug/net10.0/power.txt").Trim());
        Assert.Equal("0 0i", euler.Read("Formula/bin/Debug/net10.0/difference.txt").Trim());

        // Its sum is the same, so what follows from it is, too.
        Assert.Equal(["sum"], bumped.StepsThatRan());
        Assert.Equal(2, bumped.TangoLines.Count(line => line.EndsWith("upstream result unchanged", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Built_as_one_solution_runs_each_step_once()
    {
        using var euler = await Sample.CopyAsync("Euler");

        var build = (await euler.BuildAsync("Euler.slnx", "-m")).EnsureSuccess();

        // Both print, but not the same.
        Assert.Equal([.. Formula.Concat(["i-pi", "power", "print"]).Order(StringComparer.Ordinal)], build.StepsThatRan());
        Assert.Empty(MarksOfEditor(euler, "Formula"));
    }

    // An editor knows the package's names from the folder that projects import from, and step types from what the build has written.
    private static IReadOnlyList<string> MarksOfEditor(Consumer euler, string project)
    {
        var package = Path.Combine(euler.Feed.InstalledPackages, "tango.build", euler.Feed.Version, "buildTransitive");
        Assert.Equal(File.ReadAllText(Path.Combine(package, "Tango.Build.targets.buildschema.json")), File.ReadAllText(Path.Combine(package, "Tango.Build.buildschema.json")));
        var steps = euler.PathOf($"{project}/obj/Debug/net10.0/tango/steps.targets");
        Assert.True(File.Exists(steps));
        return new EditorView($"{steps}.buildschema.json", Path.Combine(package, "Tango.Build.targets.buildschema.json")).Marks(euler.PathOf($"{project}/{project}.csproj"));
    }
}
