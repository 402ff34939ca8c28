using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Folders, files and values with spaces, umlauts, and characters that mean something to MSBuild.</summary>
public sealed class AwkwardPath
{
    private const string Join =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class Join : Step<string>
        {
            public string Run(string text, InputFile file, IReadOnlyList<string> list)
            {
                Marks.Leave("join");
                return $"{text}|{File.ReadAllText(file.Path)}|{string.Join('|', list)}";
            }
        }
        """;

    private const string Exported = "bin/Debug/net10.0/out %41;'ü.txt";

    [Fact]
    public async Task Builds_as_any_other()
    {
        using var app = await Consumer.WithPipelineAsync(
            awkwardPath: true,
            project => project.TangoStep(
                "join",
                "Join",
                ("Text", "a%3Bb %2541 'q' \"ü\""),
                ("File", "data %2541%3B 'x'/in %2520%3Bä.txt"),
                ("List", "x%3By;z w"),
                ("ExportTo", "$(OutDir)out %2541%3B'ü.txt"),
                ("ExportItem", "Content")));
        app.Write("Join.cs", Join);
        app.Write("data %41; 'x'/in %20;ä.txt", "content");

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["greeting", "join", "numbers", "report", "sum"], first.StepsRun);
        Assert.Equal(0, second.WorkerStarts);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.Equal("a;b %41 'q' \"ü\"|content|x;y|z w", app.Read(Exported));

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();

        Assert.False(File.Exists(app.PathOf(Exported)));
    }
}
