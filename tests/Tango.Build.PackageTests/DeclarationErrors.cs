using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class DeclarationErrors
{
    [Fact]
    public async Task Are_all_reported_in_one_go_each_with_code_and_place()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.Write("Files.cs", "[Step(Deterministic = true)] public sealed class Count : Step<int> { public int Run(InputFile path) => 1; }");
        app.WriteProject(project => project
            .TangoStep("unknown-type", "Numberz", ("Count", "1"))
            .TangoStep("unknown-argument", "Numbers", ("Count", "1"), ("Cuont", "2"))
            .TangoStep("missing-argument", "Numbers")
            .TangoStep("no-number", "Numbers", ("Count", "many"))
            .TangoStep("missing-reference", "Sum", ("Of", "ref:nobody"))
            .TangoStep("chicken", "WriteReport", ("Total", "ref:egg"))
            .TangoStep("egg", "Sum", ("Of", "ref:chicken"))
            .TangoStep("twice", "Greet", ("Name", "a"))
            .TangoStep("Twice", "Greet", ("Name", "b"))
            .TangoStep("missing-file", "Count", ("Path", "no/such.csv")));

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(0, build.WorkerStarts);
        AssertError(build, app, "TANGO0001", "Type=\"Numberz\"", "Did you mean 'Numbers'?");
        AssertError(build, app, "TANGO0002", "Cuont=", "Did you mean 'count'?");
        AssertError(build, app, "TANGO0003", "<TangoStep Include=\"missing-argument\"", "count");
        AssertError(build, app, "TANGO0004", "Count=\"many\"", "many");
        AssertError(build, app, "TANGO0005", "Of=\"ref:nobody\"", "'missing-reference'");
        AssertError(build, app, "TANGO0007", "<TangoStep Include=\"Twice\"", "more than once");
        AssertError(build, app, "TANGO0008", "Path=\"no/such.csv\"", app.PathOf("no/such.csv"));
        Assert.Single(build.Errors, error =>
            error.Contains("error TANGO0006: circular dependency: ", StringComparison.Ordinal) && error.Contains(" → ", StringComparison.Ordinal));
        AssertError(build, app, "TANGO0011", "Of=\"ref:chicken\"", "is Report");
        Assert.Equal(9, build.Errors.Count);
    }

    [Fact]
    public async Task An_override_that_matches_nothing_is_one_of_them()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync("-p:TangoSet=nunbers.Count=6")).EnsureFailure();

        var error = Assert.Single(build.Errors);
        Assert.StartsWith($"{app.ProjectFile} : error TANGO0018: ", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'numbers'?", error, StringComparison.Ordinal);
    }

    private static void AssertError(BuildRun build, Consumer app, string code, string at, string saying)
    {
        var start = $"{app.ProjectFile}{app.PlaceOf("App.csproj", at)}: error {code}: ";
        var found = build.Errors.Where(error => error.StartsWith(start, StringComparison.Ordinal)).ToArray();
        Assert.True(found.Length == 1, $"{found.Length} errors begin with '{start}':{Environment.NewLine}{build.Result.Output}");
        Assert.Contains(saying, found[0], StringComparison.Ordinal);
    }
}
