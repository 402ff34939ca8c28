namespace Tango.Core.Tests.InCode;

/// <summary>
/// e^(iπ) = cos π + i sin π, shown by steps on complex numbers: two pipelines share a cache, and a new version of addition runs again what adds, and what follows from it.
/// </summary>
public sealed class EulerWorkflowTests : IDisposable
{
    // Complex numbers carry their parts through JSON in a record of our own; System.Numerics.Complex has no JSON form.
    private const string Steps = """
        public sealed record Number(double Real, double Imaginary)
        {
            public System.Numerics.Complex Value() => new(Real, Imaginary);
            public static Number Of(System.Numerics.Complex value) => new(value.Real, value.Imaginary);
        }

        [Step(Deterministic = true, Version = "ADD")]
        public sealed class Add : Step<Number> { public Number Run(Number a, Number b) => Number.Of(a.Value() + b.Value()); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Subtract : Step<Number> { public Number Run(Number a, Number b) => Number.Of(a.Value() - b.Value()); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Multiply : Step<Number> { public Number Run(Number a, Number b) => Number.Of(a.Value() * b.Value()); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Exp : Step<Number> { public Number Run(Number a) => Number.Of(System.Numerics.Complex.Exp(a.Value())); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Sin : Step<Number> { public Number Run(Number a) => Number.Of(System.Numerics.Complex.Sin(a.Value())); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Cos : Step<Number> { public Number Run(Number a) => Number.Of(System.Numerics.Complex.Cos(a.Value())); }

        [Step(Deterministic = true, Version = "1")]
        public sealed class Print : Step<string>
        {
            public string Run(Number a) => FormattableString.Invariant($"{a.Real + 0:F6} {a.Imaginary + 0:F6}");
        }
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly Releases _releases = new(Steps.Replace("ADD", "1", StringComparison.Ordinal), Steps.Replace("ADD", "2", StringComparison.Ordinal));

    public void Dispose()
    {
        _releases.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Both_sides_agree_and_only_what_follows_from_a_new_version_runs_again()
    {
        var cache = new DirectoryStepCache(_directory.PathOf("cache"));

        Assert.Equal(["Multiply", "Exp", "Print"], Planned(LeftSide(_releases[0]), cache));
        Assert.Equal("-1.000000 0.000000", await LeftSide(_releases[0]).ResultAsync(cache));

        // i·π and its exponential are there already.
        Assert.Equal(["Exp cached", "Cos", "Sin", "Multiply", "Add", "Subtract", "Print"], Planned(Difference(_releases[0]), cache));
        Assert.Equal("0.000000 0.000000", await Difference(_releases[0]).ResultAsync(cache));
        Assert.Equal(["Print cached"], Planned(Difference(_releases[0]), cache));

        Assert.Equal(["Exp cached", "Cos cached", "Multiply cached", "Add", "Subtract", "Print"], Planned(Difference(_releases[1]), cache));
        Assert.Equal("0.000000 0.000000", await Difference(_releases[1]).ResultAsync(cache));
        Assert.Equal(["Print cached"], Planned(Difference(_releases[0]), cache));
    }

    private static object Number(double real, double imaginary) => new { Real = real, Imaginary = imaginary };

    private static Step PowerOfE(Releases.Release release) =>
        release.Create("Exp", new { a = release.Create("Multiply", new { a = Number(0, 1), b = Number(Math.PI, 0) }) });

    private static Step LeftSide(Releases.Release release) => release.Create("Print", new { a = PowerOfE(release) });

    private static Step Difference(Releases.Release release)
    {
        var cosine = release.Create("Cos", new { a = Number(Math.PI, 0) });
        var sine = release.Create("Sin", new { a = Number(Math.PI, 0) });
        var rightSide = release.Create("Add", new { a = cosine, b = release.Create("Multiply", new { a = Number(0, 1), b = sine }) });
        return release.Create("Print", new { a = release.Create("Subtract", new { a = PowerOfE(release), b = rightSide }) });
    }

    private static IEnumerable<string> Planned(Step step, StepCache cache) =>
        DryRun.Plan(step, cache).Select(listed => listed.Step.Name + (listed.ReadFromCache ? " cached" : ""));
}
