namespace Tango.Core.Tests.Execution.Steps;

[Step(Deterministic = true, Version = "1")]
public sealed class Constant : Step<int>
{
    public int Run(int value) => value;
}

[Step(Deterministic = true, Version = "1")]
public sealed class Plus : Step<int>
{
    public int Run(int left, int right = 0) => left + right;
}

[Step(Deterministic = true, Version = "1")]
public sealed class Total : Step<long>
{
    public long Run(IReadOnlyList<int> numbers) => numbers.Sum(number => (long)number);
}

[Step(Deterministic = true, Version = "1")]
public sealed class SumSequence : Step<long>
{
    public async Task<long> RunAsync(IAsyncEnumerable<int> numbers)
    {
        var sum = 0L;
        await foreach (var number in numbers)
            sum += number;

        return sum;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class SumByName : Step<int>
{
    public int Run(IReadOnlyDictionary<string, int> numbers) => numbers.Values.Sum();
}

[Step(Deterministic = true, Version = "1")]
public sealed class Half : Step<double>
{
    public double Run(double number) => number / 2;
}

[Step(Deterministic = true, Version = "1")]
public sealed class CountTo : Step<IReadOnlyList<int>>
{
    public IReadOnlyList<int> Run(int count) => [.. Enumerable.Range(1, count)];
}

/// <summary>The two parts of a list.</summary>
/// <param name="Train">All but the last.</param>
/// <param name="Test">The last.</param>
public sealed record TwoParts(IReadOnlyList<int> Train, IReadOnlyList<int> Test);

[Step(Deterministic = true, Version = "1")]
public sealed class SplitLast : Step<TwoParts>
{
    public TwoParts Run(int[] numbers) => new(numbers[..^1], numbers[^1..]);
}

[Step(Deterministic = true, Version = "1")]
public sealed class Squares : Step<Dictionary<string, int>>
{
    public Dictionary<string, int> Run(int count) => Enumerable.Range(1, count).ToDictionary(number => $"n{number}", number => number * number);
}

[Step(Deterministic = true, Version = "1")]
public sealed class GivesNull : Step<string?>
{
    public string? Run() => null;
}

[Step(Deterministic = true, Version = "1")]
public sealed class IsNothing : Step<bool>
{
    public bool Run(string? text) => text is null;
}

/// <summary>Counts its runs in this process.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class CountsRuns : Step<int>
{
    public static int Runs { get; private set; }

    public int Run() => ++Runs;
}

/// <summary>Says how often <see cref="CountsRuns"/> had run when this object was made.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SetUpAfterInputs : Step<int>
{
    private readonly int _runsBefore = CountsRuns.Runs;

    public int Run(int input) => input == 1 ? _runsBefore : -1;
}

public static class NumberFunctions
{
    [Step(Deterministic = true, Version = "1")]
    public static int Negate(int number) => -number;
}

/// <summary>Needs as many other steps as it is given.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Gathers : Step<int>
{
    public int Run(int seed, int one = 0, IReadOnlyList<int>? many = null) => seed + one + (many ?? []).Sum();
}

[Step(Deterministic = true, Version = "1")]
public sealed class Totals : Step<long>
{
    public long Run(IReadOnlyList<int[]> lists) => lists.Sum(numbers => numbers.Sum(number => (long)number));
}
