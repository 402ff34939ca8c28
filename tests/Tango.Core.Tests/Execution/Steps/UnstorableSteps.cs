using Tango.Formats;

#pragma warning disable CA1051, CA1819, CA2227, IDE0052 // Types as users write them, mistakes included.

namespace Tango.Core.Tests.Execution.Steps;

public record Pet(string Name);

public sealed record Hound(string Name, int Tricks) : Pet(Name)
{
    private readonly int _secret = 7;

    public bool Knows(int secret) => secret == _secret;
}

public sealed class Ring
{
    public string Name { get; set; } = "";

    public Ring? Next { get; set; }
}

/// <summary>Gives text that no UTF-8 holds, once; then text that is whole.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class HalfPairAtFirst : Step<string>
{
    public string Run(string counter) => Counter.Count(counter) == 1 ? "night's \uD800 work" : "whole";
}

[Step(Deterministic = true, Version = "1")]
public sealed class HalfPairInList : Step<string[]>
{
    public string[] Run() => ["a", "b\uDC00\"é"];
}

[Step(Deterministic = true, Version = "1")]
public sealed class OtherAnimals : Step<IReadOnlyList<Pet>>
{
    public IReadOnlyList<Pet> Run() => [new("cat"), new Hound("rex", 3)];
}

[Step(Deterministic = true, Version = "1")]
public sealed class OtherComparer : Step<Dictionary<string, double>>
{
    public Dictionary<string, double> Run() => new(StringComparer.OrdinalIgnoreCase) { ["a"] = 1, ["b"] = double.NaN };
}

[Step(Deterministic = true, Version = "1")]
public sealed class RunsInARing : Step<Ring>
{
    public Ring Run()
    {
        var first = new Ring { Name = "first" };
        first.Next = new Ring { Name = "second", Next = first };
        return first;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class HalfPairInSequence : Step<IEnumerable<string>>
{
    public IEnumerable<string> Run(string counter)
    {
        yield return "one";
        yield return "two";
        yield return "\uD800";
        Counter.Count(counter);
        yield return "four";
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class HalfPairInAsyncSequence : Step<IAsyncEnumerable<string>>
{
    public async IAsyncEnumerable<string> Run()
    {
        yield return "one";
        await Task.Yield();
        yield return "\uD800";
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class HalfPairInListAsSequence : Step<IEnumerable<string>>
{
    public IEnumerable<string> Run() => new List<string> { "one", "\uD800", "three" };
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsInSequence : Step<IEnumerable<string>>
{
    public IEnumerable<string> Run()
    {
        yield return "one";
        throw new InvalidOperationException("no more");
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReturnsMissingFile : Step<OutputFile>
{
    public OutputFile Run()
    {
        File.WriteAllText(Path.Combine(WorkDirectory, "other.txt"), "hours of work");
        return new OutputFile(Path.Combine(WorkDirectory, "result.txt"));
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class OccupiesThePlace : Step<string>
{
    public string Run()
    {
        Directory.CreateDirectory(Path.Combine(WorkDirectory, "result.unstored.txt"));
        return "\uD800";
    }
}

[Step(Deterministic = true, Version = "1", Format = "Tango.Core.Tests.Execution.Steps.FailingFormat")]
public sealed class HasFailingFormat : Step<Hound>
{
    public Hound Run() => new("rex", 3);
}

public sealed class FailingFormat : Format<Hound>
{
    public override string Name => typeof(FailingFormat).FullName!;

    public override ValueTask WriteAsync(Hound value, IResultWriter writer, CancellationToken cancellationToken) => throw new InvalidOperationException("out of ink");

    public override ValueTask<Hound> ReadAsync(IResultReader reader, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>Its type says that nothing of it can be stored.</summary>
public sealed class Sealed
{
    private readonly int _state = 1;

    public int State() => _state;
}

[Step(Deterministic = true, Version = "1")]
public sealed class MakesSealed : Step<Sealed>
{
    public Sealed Run(string counter)
    {
        Counter.Count(counter);
        return new();
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class MakesManySealed : Step<IEnumerable<Sealed>>
{
    public IEnumerable<Sealed> Run(int after) => [.. Enumerable.Repeat(new Sealed(), after)];
}

/// <summary>Metadata does not tell what its base holds: only the run knows.</summary>
public sealed class OwnError : InvalidOperationException;

[Step(Deterministic = true, Version = "1")]
public sealed class MakesOwnError : Step<OwnError>
{
    public OwnError Run(string counter)
    {
        Counter.Count(counter);
        return new();
    }
}
