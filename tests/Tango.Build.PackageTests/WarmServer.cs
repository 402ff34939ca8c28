using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class WarmServer
{
    private const string WordCount =
        """
        [Step(Deterministic = true)]
        public sealed class CountWords : Step<int>
        {
            public int Run(InputFile text)
            {
                Marks.Leave("words");
                return File.ReadAllText(text.Path).Split().Length;
            }
        }
        """;

    [Fact]
    public async Task Runs_what_has_changed_and_nothing_else_build_after_build()
    {
        await using var server = new MSBuildServer();
        using var app = await Consumer.WithPipelineAsync(more: project =>
        {
            project.TangoStep("words", "CountWords", ("Text", "data/words.txt"));
            MSBuildServer.TellProcess(project);
        });
        app.Write("CountWords.cs", WordCount);
        app.Write("data/words.txt", "a b");
        server.Serve(app);

        var first = await app.BuildAsync();
        Assert.Equal(["greeting", "numbers", "report", "sum", "words"], first.StepsRun);
        var process = server.ProcessOf(app);

        var second = await app.BuildAsync();
        Assert.Empty(second.StepsRun);
        Assert.Equal(0, second.WorkerStarts);

        app.Edit(Pipeline.StepsFile, "of.Sum()", "of.Sum() + 1");
        Assert.Equal(["report", "sum"], (await app.BuildAsync()).StepsRun);

        app.Write("data/words.txt", "a b c");
        Assert.Equal(["words"], (await app.BuildAsync()).StepsRun);

        Assert.Empty((await app.BuildAsync("--no-restore")).StepsRun);
        Assert.Equal(process, server.ProcessOf(app));
        Assert.Contains("11", app.Read("bin/Debug/net10.0/report.json"));
        AssertHoldsNothingOf(app, process);
    }

    // Open files and mappings of a process are to be seen on Linux alone.
    private static void AssertHoldsNothingOf(Consumer app, int process)
    {
        if (!OperatingSystem.IsLinux())
            return;

        Assert.DoesNotContain(File.ReadLines($"/proc/{process}/maps"), line => line.Contains(app.Folder, StringComparison.Ordinal));
        Assert.DoesNotContain(
            Directory.GetFiles($"/proc/{process}/fd"),
            file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName.StartsWith(app.Folder, StringComparison.Ordinal) == true);
    }
}
