using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Projects whose analyzers are strict and whose warnings are errors.</summary>
public sealed class CodeAnalysis
{
    // The advice on Other is there to show that the rules are on.
    private const string Steps =
        """
        namespace Flowers;

        [Step(Deterministic = true)]
        public sealed class Count : Step<int>
        {
            public int Run(int from) => from + 1;
        }

        public abstract class Slow : Step<int>
        {
        }

        [Step(Deterministic = true)]
        public sealed class Later : Slow
        {
            public async Task<int> RunAsync(int from)
            {
                await Task.Yield();
                return from;
            }
        }

        public sealed class Other
        {
            public int Run(int from) => from;
        }
        """;

    [Fact]
    public async Task Does_not_ask_for_what_would_break_a_step()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Steps);
        app.WriteProject(project => project
            .Property("OutputType", "Exe")
            .Property("AnalysisLevel", "latest-recommended")
            .Property("TreatWarningsAsErrors", "true")
            .TangoStep("count", "Count", ("From", "1"))
            .TangoStep("later", "Later", ("From", "ref:count")));
        app.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.CA1515.severity = warning\n");
        app.Write("Program.cs", "Console.WriteLine();");

        var advised = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(
            ["CA1515", "CA1822"],
            advised.Errors.Select(line => line.Split(": error ")[1][..6]).Order(StringComparer.Ordinal));
        Assert.All(advised.Errors, line => Assert.StartsWith(app.PathOf("Steps.cs"), line));

        app.Edit("Steps.cs", "public sealed class Other", "internal static class Other");
        app.Edit("Steps.cs", "public int Run(int from) => from;", "public static int Run(int from) => from;");

        Assert.Equal(2, (await app.BuildAsync()).EnsureSuccess().Result.Lines.Count(line => line.Contains(" ran ", StringComparison.Ordinal) && line.Contains("first run", StringComparison.Ordinal)));
    }
}
