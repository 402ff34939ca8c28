namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Reads numbers from a file that it does not declare as an input, so that its result may change from run to run.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class ReadsAside : Step<IReadOnlyList<int>>
{
    public IReadOnlyList<int> Run(string file) => [.. File.ReadAllLines(file).Select(int.Parse)];
}

/// <summary>Adds numbers, and leaves a mark for each run.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SumsAside : Step<int>
{
    public int Run(IReadOnlyList<int> numbers, string marks)
    {
        File.AppendAllText(marks, "ran\n");
        return numbers.Sum();
    }
}

/// <summary>Gives another number each time, and may be cached all the same.</summary>
[Step(Deterministic = false, Caching = StepCaching.Always, Version = "1")]
public sealed class GivesAnyNumber : Step<int>
{
    public int Run() => Random.Shared.Next();
}
