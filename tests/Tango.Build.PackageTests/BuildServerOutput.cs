using System.Diagnostics;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>On a build server a failed step is shown at its line, and a page of the job tells what ran.</summary>
public sealed class BuildServerOutput
{
    private const string Steps = """
        using Tango;

        [Step(Deterministic = true)]
        public sealed class Says : Step<string>
        {
            public string Run(string text) => text;
        }

        [Step(Deterministic = true)]
        public sealed class Breaks : Step<string>
        {
            public string Run(string text)
            {
                throw new System.InvalidOperationException(text);
            }
        }

        [Step(Deterministic = true)]
        public sealed class Measures : Step<string>
        {
            public string Run(double accuracy)
            {
                Metrics["accuracy"] = accuracy;
                Metrics["rows"] = 150;
                return $"{accuracy}";
            }
        }
        """;

    [Fact]
    public async Task GitHub_annotates_the_line_of_code_and_shows_the_summary()
    {
        using var app = await CreateAsync();
        app.Environment["GITHUB_ACTIONS"] = "true";
        app.Environment["GITHUB_WORKSPACE"] = Path.GetDirectoryName(app.Folder);
        app.Environment["GITHUB_STEP_SUMMARY"] = app.PathOf("job.md");

        var build = (await app.BuildAsync()).EnsureFailure();

        var commands = build.Result.Lines.Select(line => line.Trim()).Where(line => line.StartsWith("::", StringComparison.Ordinal));
        var line = app.PlaceOf("Steps.cs", "throw").Split(',')[0].TrimStart('(');
        Assert.StartsWith($"::error file=App/Steps.cs,line={line},title=TANGO0201::Step 'bad' failed: InvalidOperationException: : :set-env name=A::%25 ## vso[a.b]c, at ", Assert.Single(commands), StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", build.Result.Output, StringComparison.Ordinal);
        var summary = app.Read("job.md");
        Assert.StartsWith("### Tango: App\n\n1 failed, 1 ran in ", summary, StringComparison.Ordinal);
        Assert.Contains($"\n- **TANGO0201** at App/Steps.cs\\:{line}: Step 'bad' failed", summary, StringComparison.Ordinal);
        Assert.Contains("\n| good | ran |", summary, StringComparison.Ordinal);
        Assert.Contains("| first run |\n", summary, StringComparison.Ordinal);

        app.Edit("App.csproj", "Type=\"Breaks\"", "Type=\"Says\"");
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Matches(@"### Tango: App\n\n1 ran, 1 cached in [^.]*[0-9. ms]+\. The cache saved ", app.Read("job.md"));
        var length = app.Read("job.md").Length;

        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal(length, app.Read("job.md").Length);
    }

    [Fact]
    public async Task Azure_logs_an_issue_and_is_given_a_file()
    {
        using var app = await CreateAsync();
        app.Environment["TF_BUILD"] = "True";
        app.Environment["BUILD_SOURCESDIRECTORY"] = app.Folder;

        var build = (await app.BuildAsync()).EnsureFailure();
        var quiet = (await app.BuildAsync("-p:TangoSummaryFile=false")).EnsureFailure();

        var commands = build.Result.Lines.Select(line => line.Trim()).Where(line => line.StartsWith("##vso[", StringComparison.Ordinal)).ToList();
        Assert.StartsWith($"##vso[task.logissue type=error;sourcepath={app.PathOf("Steps.cs")};linenumber=", commands[0], StringComparison.Ordinal);
        Assert.Equal($"##vso[task.uploadsummary]{app.PathOf("obj/Debug/net10.0/tango/App-summary.md")}", Assert.Single(commands[1..]));
        Assert.StartsWith("### Tango: App\n", app.Read("obj/Debug/net10.0/tango/App-summary.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("uploadsummary", quiet.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_there_are_no_commands()
    {
        using var app = await CreateAsync();

        var build = (await app.BuildAsync("-p:TangoSummaryFile=out/summary.md")).EnsureFailure();

        Assert.DoesNotContain(build.Result.Lines, line => line.TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("##vso[", StringComparison.Ordinal));
        Assert.StartsWith("### Tango: App\n", app.Read("out/summary.md"), StringComparison.Ordinal);
    }

    /// <summary>As on GitHub: the commit of the pull request is checked out and no branch, and the cache has brought a record of the base branch.</summary>
    [Fact]
    public async Task A_pull_request_is_shown_beside_its_base_branch()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(".gitignore", "bin/\nobj/\n.tango/\n*.md\n");
        app.Write("Steps.cs", Steps);
        app.WriteProject(project => project.TangoStep("measured", "Measures", ("Accuracy", "0.75")));
        await GitAsync(app, "init", "--quiet", "--initial-branch=main");
        await GitAsync(app, "add", ".");
        await GitAsync(app, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "First");
        (await app.BuildAsync()).EnsureSuccess();
        var commit = app.RunRecords().Single().GetProperty("source").GetProperty("commit").GetString()!;
        await GitAsync(app, "checkout", "--quiet", "--detach");
        app.Environment["GITHUB_ACTIONS"] = "true";
        app.Environment["GITHUB_STEP_SUMMARY"] = app.PathOf("job.md");

        Assert.Contains(
            $"""
            Metrics against main ({commit[..7]}):

            | metric | base | here | change |
            | --- | ---: | ---: | ---: |
            | measured.accuracy | 0.75 | 0.9 | +0.15 (+20 %) |

            1 more is equal.
            """,
            await SummaryAsync(accuracy: "0.9", @base: "main", head: "topic"),
            StringComparison.Ordinal);
        Assert.Contains("| measured.accuracy | 0.75 | 0.5 | -0.25 (-33.33 %) |", await SummaryAsync(accuracy: "0.5", @base: "main", head: "topic"), StringComparison.Ordinal);
        Assert.DoesNotContain("Metrics", await SummaryAsync(accuracy: "0.6", @base: "develop", head: "topic"), StringComparison.Ordinal);
        Assert.DoesNotContain("Metrics", await SummaryAsync(accuracy: "0.7", @base: "main", head: "main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Metrics", await SummaryAsync(accuracy: "0.8", @base: null, head: null), StringComparison.Ordinal);

        async Task<string> SummaryAsync(string accuracy, string? @base, string? head)
        {
            File.Delete(app.PathOf("job.md"));
            app.WriteProject(project => project.TangoStep("measured", "Measures", ("Accuracy", accuracy)));
            app.Environment["GITHUB_BASE_REF"] = @base;
            app.Environment["GITHUB_HEAD_REF"] = head;
            (await app.BuildAsync()).EnsureSuccess();
            return app.Read("job.md");
        }
    }

    private static async Task GitAsync(Consumer app, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = app.Folder })!;
        await git.WaitForExitAsync();
        Assert.Equal(0, git.ExitCode);
    }

    private static async Task<Consumer> CreateAsync()
    {
        var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Steps);
        app.WriteProject(project => project
            .TangoStep("good", "Says", ("Text", "hello"))
            .TangoStep("bad", "Breaks", ("Text", "::set-env name=A::% ##vso[a.b]c")));
        return app;
    }
}
