using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class CheckedInputs
{
    private const string Sound = "return of.Sum();";

    [Fact]
    public async Task Name_the_step_that_changes_what_it_was_given_and_pass_once_it_is_mended()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "IReadOnlyList<int> of", "int[] of");
        app.Edit(Pipeline.StepsFile, Sound, "Array.Reverse(of); return of.Sum();");

        var build = (await app.BuildAsync("-p:TangoCheckInputs=true")).EnsureFailure();

        var error = Assert.Single(build.Errors);
        Assert.StartsWith($"{app.ProjectFile}{app.PlaceOf("App.csproj", "<TangoStep Include=\"sum\"")}: error TANGO0212: ", error, StringComparison.Ordinal);
        Assert.Contains("'sum' modified its input 'of', the result of step 'numbers'", error, StringComparison.Ordinal);
        Assert.DoesNotContain(app.EntriesOf("Sum"), entry => File.Exists(Path.Combine(entry, "metadata.json")));

        app.Edit(Pipeline.StepsFile, "Array.Reverse(of); ", "");
        Assert.Equal(["report", "sum"], (await app.BuildAsync("-p:TangoCheckInputs=true")).EnsureSuccess().StepsRun);
    }
}
