using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class FailedCommand
{
    [Fact]
    public async Task Is_an_error_at_its_item_with_the_last_lines_it_printed()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(project => project.TangoStep("train", "Command", ("Run", "echo loading; echo 'no such column: petal' >&2; exit 4"), ("Outputs", "model.json")));

        var build = (await app.BuildAsync()).EnsureFailure();

        var place = app.PlaceOf("App.csproj", "<TangoStep");
        Assert.Contains($"App.csproj{place}: error TANGO0505: Step 'train' failed: the command ended with exit code 4. It printed:", build.Errors[0], StringComparison.Ordinal);
        Assert.Contains(build.Errors, line => line.Contains("error TANGO0505: no such column: petal", StringComparison.Ordinal));
    }
}
