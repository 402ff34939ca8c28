using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>What steps in this process were given, by the name of the test's own.</summary>
internal static class Given
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<object?>> Objects = new();

    public static void Note(string test, object? given) => Objects.GetOrAdd(test, _ => []).Add(given);

    public static IReadOnlyList<object?> In(string test) => [.. Objects.GetValueOrDefault(test, [])];
}

/// <summary>Cannot change, and counts how often it is made.</summary>
public record Fixed
{
    public Fixed(string test, string name, ImmutableArray<Fixed> parts)
    {
        (Test, Name, Parts) = (test, name, parts);
        Counter.Count(test);
    }

    public string Test { get; }

    public string Name { get; }

    public ImmutableArray<Fixed> Parts { get; }
}

public sealed class Changeable
{
    public int Value { get; set; }

    public List<int> Numbers { get; init; } = [];
}

[Step(Deterministic = true, Version = "1")]
public sealed class GivesFixed : Step<Fixed>
{
    public Fixed Run(string test) => new(test, "whole", [new Fixed(test, "part", [])]);
}

[Step(Deterministic = true, Version = "1")]
public sealed class GivesFixedList : Step<IReadOnlyList<Fixed>>
{
    public IReadOnlyList<Fixed> Run(string test) => [new Fixed(test, "item", [])];
}

[Step(Deterministic = true, Version = "1")]
public sealed class GivesChangeable : Step<Changeable>
{
    public Changeable Run(int value) => new() { Value = value, Numbers = { value } };
}

[Step(Deterministic = true, Version = "1")]
public sealed class ChangesAndFailsAtFirst : Step<int>
{
    public int Run(Changeable input, string counter)
    {
        input.Value++;
        return Counter.Count(counter) > 1 ? input.Value : throw new IOException("first try");
    }
}

/// <summary>No format carries it.</summary>
[Step(Version = "1")]
public sealed class GivesAction : Step<Action>
{
    public Action Run() => () => { };
}

[Step(Deterministic = true, Version = "1")]
public sealed class GivesFile : Step<OutputFile>
{
    public OutputFile Run(string content)
    {
        var path = Path.Combine(WorkDirectory, "content.txt");
        File.WriteAllText(path, content);
        return new OutputFile(path);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesFixed : Step<int>
{
    public int Run(string test, Fixed given, int salt = 0)
    {
        Given.Note(test, given);
        return given.Parts.Length + salt;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesFixedList : Step<int>
{
    public int Run(string test, IReadOnlyList<Fixed> given, int salt = 0)
    {
        Given.Note(test, given);
        return given.Count + salt;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesAction : Step<int>
{
    public int Run(string test, Action given, int salt = 0)
    {
        Given.Note(test, given);
        return salt;
    }
}

/// <summary>Reads what it is given before it spoils it.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Spoils : Step<int>
{
    public int Run(string test, Changeable given, int salt = 0)
    {
        Given.Note(test, given.Value);
        given.Value = -1;
        given.Numbers.Add(salt);
        return salt;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class SortsItsList : Step<int>
{
    public int Run(List<int> numbers)
    {
        numbers.Reverse();
        return numbers[0];
    }
}

/// <summary>Changes what it is given only while its result is read.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SpoilsLate : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(Changeable given)
    {
        yield return given.Value;
        given.Value++;
        Summary = "spoilt";
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class WritesToItsFile : Step<string>
{
    public string Run(InputFile file)
    {
        System.IO.File.AppendAllText(file.Path, "more");
        return "done";
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class OnlyReads : Step<int>
{
    public int Run(Changeable given, IReadOnlyList<int> numbers, IEnumerable<int> stream, InputFile file) =>
        given.Value + numbers.Count + stream.Sum() + System.IO.File.ReadAllText(file.Path).Length;
}

/// <summary>Long enough to be read from the disk, not from memory.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class GivesLongSequence : Step<IEnumerable<Guid>>
{
    public IEnumerable<Guid> Run()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        for (var index = 0; index < 10_000; index++)
        {
            random.NextBytes(bytes);
            yield return new Guid(bytes);
        }
    }
}

/// <summary>Stands in for somebody who clears the cache while it runs.</summary>
[Step(Version = "1")]
public sealed class RemovesThenReads : Step<int>
{
    public int Run(IEnumerable<Guid> items, string cache)
    {
        foreach (var entry in Directory.GetDirectories(cache, nameof(GivesLongSequence) + "*"))
            Directory.Delete(entry, recursive: true);

        return items.Count();
    }
}
