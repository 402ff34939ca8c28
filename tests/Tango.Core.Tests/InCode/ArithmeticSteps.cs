using System.Collections.Concurrent;

namespace Tango.Core.Tests.InCode;

/// <summary>Counts runs by the name of the step that ran, for tests of what runs at all.</summary>
public static class Runs
{
    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.Ordinal);

    public static int Of(string counter) => Counts.GetValueOrDefault(counter);

    public static void Count(string counter) => Counts.AddOrUpdate(counter, 1, static (_, count) => count + 1);

    /// <summary>A name that no other test uses.</summary>
    public static string NewCounter() => Guid.NewGuid().ToString("N");
}

[Step(Deterministic = true, Version = "1")]
public sealed class Number : Step<double>
{
    public double Run(double value, [SkipInId] string? counter = null)
    {
        Runs.Count(counter ?? "");
        return value;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Sum : Step<double>
{
    public double Run(double a, double b = 1, [SkipInId] string? counter = null)
    {
        Runs.Count(counter ?? "");
        return a + b;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class SumOfMany : Step<double>
{
    public double Run(IReadOnlyList<double> items, IReadOnlyDictionary<string, double>? named = null) =>
        items.Sum() + (named?.Values.Sum() ?? 0);
}

/// <summary>Deterministic, but never stored itself.</summary>
[Step(Deterministic = true, Version = "1", Caching = StepCaching.Never)]
public sealed class Passing : Step<double>
{
    public double Run(double value, [SkipInId] string? counter = null)
    {
        Runs.Count(counter ?? "");
        return value;
    }
}

/// <summary>Not deterministic.</summary>
[Step]
public sealed class Chance : Step<double>
{
    public double Run([SkipInId] string? counter = null)
    {
        Runs.Count(counter ?? "");
        return Random.Shared.NextDouble();
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Words : Step<string>
{
    public string Run(string text = "words") => text;
}

public static class Functions
{
    [Step(Deterministic = true, Version = "1")]
    public static double Product(double a, double b) => a * b;

    public static double NoStep(double a) => a;
}
