namespace Tango.Benchmarks.Steps;

/// <summary>A step that takes one long argument.</summary>
[Step(Deterministic = true)]
public sealed class Sum : Step<long>
{
    public long Run(IReadOnlyList<int> numbers)
    {
        var sum = 0L;
        foreach (var number in numbers)
            sum += number;

        return sum;
    }
}
