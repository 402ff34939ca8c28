using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Settings as authors write them: an object, a list of objects, an enumeration.</summary>
public sealed record TrainingSettings(double Rate, DayOfWeek Day, IReadOnlyList<string>? Tags = null);

/// <summary>Says what it was given, for each type a parameter may have.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SaysWhatItGets : Step<string>
{
    public string Run(
        double number = 0,
        Int128 big = default,
        BigInteger huge = default,
        System.Half half = default,
        float single = 0,
        decimal money = 0,
        ulong unsigned = 0,
        char letter = ' ',
        bool flag = false,
        string text = "",
        string? nothing = "",
        int? maybe = 0,
        DayOfWeek day = DayOfWeek.Sunday,
        FileAccess access = FileAccess.Read,
        DateTime time = default,
        DateTimeOffset moment = default,
        DateOnly date = default,
        TimeOnly hour = default,
        TimeSpan span = default,
        Guid guid = default,
        Uri? uri = null,
        Version? version = null,
        TrainingSettings? settings = null,
        JsonElement? anything = null) =>
        FormattableString.Invariant($"{number:R}|{big}|{huge}|{half}|{single:R}|{money}|{unsigned}|{letter}|{flag}|{text}|{nothing ?? "null"}|{(maybe is null ? "null" : maybe)}|{day}|{access}|{time:O}|{time.Kind}|{moment:O}|{date:O}|{hour:O}|{span:c}|{guid}|{uri}|{version}|{settings?.Rate:R}|{settings?.Day}|{string.Join(',', settings?.Tags ?? [])}|{anything?.GetRawText()}");
}

/// <summary>Takes every collection of the framework that a parameter may have.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TakesCollections : Step<int>
{
    public int Run(
        int[] array,
        List<int> list,
        IEnumerable<int> sequence,
        ImmutableArray<int> immutableArray,
        ImmutableList<int> immutableList,
        HashSet<int> set,
        SortedSet<int> sortedSet,
        IReadOnlySet<int> readOnlySet,
        ImmutableHashSet<int> immutableSet,
        ImmutableSortedSet<int> immutableSortedSet,
        FrozenSet<int> frozenSet) =>
        array.Length + list.Count + sequence.Count() + immutableArray.Length + immutableList.Count
        + set.Count + sortedSet.Count + readOnlySet.Count + immutableSet.Count + immutableSortedSet.Count + frozenSet.Count;
}

/// <summary>Takes every map of the framework that a parameter may have.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class TakesMaps : Step<int>
{
    public int Run(
        Dictionary<string, int> dictionary,
        IDictionary<string, int> interfaceOfDictionary,
        IReadOnlyDictionary<string, int> readOnlyDictionary,
        SortedDictionary<string, int> sortedDictionary,
        ImmutableDictionary<string, int> immutableDictionary,
        ImmutableSortedDictionary<string, int> immutableSortedDictionary,
        FrozenDictionary<string, int> frozenDictionary) =>
        dictionary["a"] + interfaceOfDictionary["a"] + readOnlyDictionary["a"] + sortedDictionary["a"]
        + immutableDictionary["a"] + immutableSortedDictionary["a"] + frozenDictionary["a"];
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReadsNamedTexts : Step<string>
{
    public string Run(Dictionary<string, InputFile> files) =>
        string.Join(", ", files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}: {file.Value.ReadAllText()}"));
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesAnything : Step<string>
{
    public string Run(JsonElement value) => value.GetRawText();
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesTexts : Step<string>
{
    public string Run(IReadOnlyList<string> texts) => string.Join('|', texts);
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesAnyObject : Step<string>
{
    public string Run(object value) => value.ToString()!;
}
