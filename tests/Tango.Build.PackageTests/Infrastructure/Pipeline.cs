namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// A user's pipeline: <c>numbers → sum → report</c>, and <c>greeting</c> next to them. Each step class writes a mark when its <c>Run</c> is entered: evidence from the step
/// itself, independent of the build's output.
/// </summary>
internal static class Pipeline
{
    /// <summary>The environment variable that names the folder for the marks.</summary>
    public const string MarksVariable = "PIPELINE_MARKS";

    public const string StepsFile = "Steps.cs";

    public const string Steps =
        """
        public static class Marks
        {
            public static void Leave(string step)
            {
                if (Environment.GetEnvironmentVariable("PIPELINE_MARKS") is { } folder)
                    File.WriteAllText(Path.Combine(folder, step + "." + Guid.NewGuid().ToString("N")), "");
            }
        }

        [Step(Deterministic = true)]
        public sealed class Numbers : Step<int[]>
        {
            public int[] Run(int count)
            {
                Marks.Leave("numbers");
                return Enumerable.Range(1, count).ToArray();
            }
        }

        [Step(Deterministic = true)]
        public sealed class Sum : Step<int>
        {
            public int Run(IReadOnlyList<int> of)
            {
                Marks.Leave("sum");
                return of.Sum();
            }
        }

        public sealed record Report(string Title, int Total);

        [Step(Deterministic = true, Format = "json")]
        public sealed class WriteReport : Step<Report>
        {
            public Report Run(int total, string title = "Totals")
            {
                Marks.Leave("report");
                Summary = $"total {total}";
                return new Report(title, total);
            }
        }

        [Step(Deterministic = true)]
        public sealed class Greet : Step<string>
        {
            public string Run(string name)
            {
                Marks.Leave("greeting");
                return $"Hello, {name}!";
            }
        }
        """;
}
