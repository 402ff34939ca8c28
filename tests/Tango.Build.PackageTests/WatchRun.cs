using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class WatchRun
{
    private const string CountWords =
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

    // Says what Greeting says whenever that has changed.
    private const string Program =
        """
        for (string? said = null; ; Thread.Sleep(20))
        {
            if (Greeting.Text != said)
                Console.WriteLine("The program says " + (said = Greeting.Text));
        }

        static class Greeting
        {
            public static string Text => "one";
        }

        struct Fixed
        {
            public int Number;
        }
        """;

    [Fact]
    public async Task Of_a_program_that_ends_builds_and_runs_again_after_a_change()
    {
        using var app = await WithWordsAsync();
        app.Write("Program.cs", "Console.WriteLine(\"There are \" + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"words.json\")).Trim());");
        await using var watch = app.Watch("run");
        await watch.WaitForAsync("There are 2", DotNetWatch.WaitsForRestart);
        Assert.Equal(["words"], app.TakeStepMarks());

        app.Write("data/words.txt", "a b c");
        await watch.WaitForAsync("There are 3", DotNetWatch.WaitsForRestart);
        Assert.Equal(["words"], app.TakeStepMarks());

        app.Edit("CountWords.cs", ".Length", ".Length + 10");
        await watch.WaitForAsync("There are 13");
        Assert.Equal(["words"], app.TakeStepMarks());
    }

    // Changes are applied to the program as it runs; without a build no step runs. A change that cannot be applied calls for a build, and that runs what all of them ask for.
    [Fact]
    public async Task With_hot_reload_leaves_steps_to_the_next_build()
    {
        using var app = await WithWordsAsync();
        app.Write("Program.cs", Program);
        await using var watch = app.Watch("run");
        await watch.WaitForAsync("The program says one", DotNetWatch.WaitsForChanges);
        Assert.Equal(["words"], app.TakeStepMarks());

        app.Edit("Program.cs", "\"one\"", "\"two\"");
        await watch.WaitForAsync("The program says two", "changes applied");

        app.Edit("CountWords.cs", ".Length", ".Length + 10");
        await watch.WaitForAsync("changes applied");

        app.Write("data/words.txt", "a b c");
        await watch.WaitForAsync("data/words.txt", "No managed code changes to apply");
        Assert.Empty(app.TakeStepMarks());

        app.Edit("Program.cs", "public int Number;", "public int Number; public int Other;");
        await watch.WaitForAsync("The program says two");
        Assert.Equal(["words"], app.TakeStepMarks());
        Assert.Contains("13", app.Read("bin/Debug/net10.0/words.json"));
    }

    private static async Task<Consumer> WithWordsAsync()
    {
        var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.Write("CountWords.cs", CountWords);
        app.Write("data/words.txt", "a b");
        app.WriteProject(project => project
            .Property("OutputType", "Exe")
            .TangoStep("words", "CountWords", ("Text", "data/words.txt"), ("Format", "json"), ("ExportTo", "$(OutDir)words.json")));
        return app;
    }
}
