namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// A pipeline of one step for each reason to run that a single edit can give, called after it, and the edits that make each of them happen: <see cref="Declare"/>, a build,
/// <see cref="Change"/>.
/// </summary>
internal static class ManySteps
{
    private const string StepsFile = "Steps.cs";

    private const string Steps =
        """
        [Step(Deterministic = true)] public sealed class Number : Step<int> { public int Run(int value, int seed = 1) => value + seed; }
        [Step(Deterministic = true)] public sealed class Twin : Step<int> { public int Run(int value, int seed = 1) => value + seed; }
        [Step(Deterministic = true)] public sealed class Double : Step<int> { public int Run(int of) => of * 2; }
        [Step(Deterministic = true)] public sealed class Read : Step<string> { public string Run(InputFile file) => file.ReadAllText(); }
        [Step(Deterministic = true)] public sealed class Train : Step<int> { public int Run(int value) => Fit(value) + Loss(value); private static int Fit(int x) => x * 3; private static int Loss(int x) => x - 1; }
        [Step(Deterministic = true, Version = "1")] public sealed class Versioned : Step<int> { public int Run() => 1; }
        [Step(Deterministic = true, Caching = StepCaching.Never)] public sealed class Tell : Step<int> { public int Run() => 1; }
        [Step] public sealed class Dice : Step<int> { public int Run() => 4; }
        [Step(Deterministic = true)] public sealed class Say : Step<string> { public string Run(string text) => text; }
        """;

    public static void Declare(Consumer app)
    {
        app.Write(StepsFile, Steps);
        app.Write("data/iris.csv", "1,2");
        app.WriteProject(project => project
            .TangoStep("argument", "Number", ("Value", "10"))
            .TangoStep("upstream", "Double", ("Of", "ref:argument"))
            .TangoStep("file", "Read", ("File", "data/iris.csv"))
            .TangoStep("code", "Train", ("Value", "1"))
            .TangoStep("version", "Versioned")
            .TangoStep("type", "Number", ("Value", "2"))
            .TangoStep("format", "Say", ("Text", "a"))
            .TangoStep("missing", "Number", ("Value", "4"))
            .TangoStep("forced", "Number", ("Value", "6"))
            .TangoStep("uncached", "Tell")
            .TangoStep("dice", "Dice")
            .TangoStep("random", "Double", ("Of", "ref:dice"))
            .TangoStep("same", "Number", ("Value", "7"))
            .TangoStep("idle", "Number", ("Value", "8"), ("OnlyIfNeeded", "true")));
    }

    public static void Change(Consumer app)
    {
        app.Edit("App.csproj", "Value=\"10\"", "Value=\"20\"");
        app.Write("data/iris.csv", "1,2,3");
        app.Edit(StepsFile, "x * 3", "x * 4");
        app.Edit(StepsFile, "x - 1", "x - 2");
        app.Edit(StepsFile, "Version = \"1\"", "Version = \"2\"");
        app.Edit("App.csproj", "Include=\"type\" Type=\"Number\"", "Include=\"type\" Type=\"Twin\"");
        app.Edit("App.csproj", "Include=\"format\" Type=\"Say\"", "Include=\"format\" Format=\"json\" Type=\"Say\"");
        Directory.Delete(EntryOf(app, "missing"), recursive: true);
        app.Edit("App.csproj", "<TangoStep Include=\"forced\"", "<TangoStep Include=\"new\" Type=\"Number\" Value=\"9\" />\n    <TangoStep Include=\"forced\"");
    }

    private static string EntryOf(Consumer app, string step) => app.EntriesOf("Number")
        .Single(entry => File.ReadAllText(Path.Combine(entry, "metadata.json")).Contains($"\"step\": \"{step}\"", StringComparison.Ordinal));
}
