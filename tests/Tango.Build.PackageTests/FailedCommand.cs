using Tango.Build.PackageTests.Infrastructure;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

public sealed class FailedCommand
{
    [ShFact]
    public async Task Is_an_error_at_its_item_with_the_last_lines_it_printed()
    {
        using var app = await Consumer.EmptyAsync();
        app.WriteProject(project => project.TangoStep("train", "Command", ("Run", "echo loading; echo 'no such column: petal' >&2; exit 4"), ("Outputs", "model.json")));

        var build = (await app.BuildAsync()).EnsureFailure();

        var place = app.PlaceOf("App.csproj", "<TangoStep");
        Assert.Contains($"App.csproj{place}: error TANGO0505: Step 'train' failed: the command exited with code 4. It printed:", build.Errors[0], StringComparison.Ordinal);
        Assert.Contains(build.Errors, line => line.Contains("error TANGO0505: no such column: petal", StringComparison.Ordinal));
    }

    [ShTheory]
    [InlineData("out/d/", "0")]
    [InlineData("out/d/*", "1")]
    public async Task The_next_attempt_does_not_use_files_of_a_failed_one(string outputs, string retries)
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(
            "make.sh",
            """
            mkdir -p out/d; test -f out/d/a || echo a > out/d/a
            if [ ! -f flag ]; then touch flag; echo junk > out/d/junk; exit 3; fi
            test -f out/d/b || echo b > out/d/b
            """);
        app.WriteProject(project => project.TangoStep("make", "Command", ("Run", "sh make.sh"), ("Inputs", "make.sh"), ("Outputs", outputs), ("Retries", retries)));

        var first = await app.BuildAsync();
        var second = (await app.BuildAsync()).EnsureSuccess();
        Directory.Delete(app.PathOf("out"), recursive: true);
        var third = (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess();

        Assert.Equal(retries == "0", first.Errors.Count > 0);
        Assert.Equal(["a", "b"], Directory.GetFiles(app.PathOf("out/d")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(second.Result.Lines.Concat(third.Result.Lines), line => line.Contains("not part of the result", StringComparison.Ordinal));
    }

    [ShFact]
    public async Task A_command_that_timed_out_leaves_no_process_and_no_warning()
    {
        using var app = await Consumer.EmptyAsync();
        const string Run = "trap '' TERM; (setsid sh -c 'echo $$ > pid; sleep 600; true' &) ; sleep 600; true";
        app.WriteProject(project => project.TangoStep("slow", "Command", ("Run", Run), ("Outputs", "out.txt"), ("Timeout", "00:00:03")));

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Contains("TANGO0205", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(build.Result.Lines, line => line.Contains("warning TANGO", StringComparison.Ordinal));
        var status = $"/proc/{app.Read("pid").Trim()}/status";
        Assert.False(File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal));
    }
}
