using System.Collections.Immutable;
using Tango.Parameters;

namespace Tango.Core.Tests.Identity;

/// <summary>Argument values of every kind, small ones often, so that equal ones and nearly equal ones meet.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    public ArgumentValue Next(int depth = 3) => _random.Next(depth > 0 ? 10 : 7) switch
    {
        0 => ArgumentValue.Null.Instance,
        1 => new ArgumentValue.Scalar((long)_random.Next(-3, 300)),
        2 => new ArgumentValue.Scalar(_random.Next(0, 5) / 2.0),
        3 => new ArgumentValue.Scalar(Text()),
        4 => new ArgumentValue.Scalar(_random.Next(2) == 0),
        5 => new ArgumentValue.JsonNumber(CanonicalNumber.From(FormattableString.Invariant($"{_random.Next(0, 20)}e{_random.Next(-1, 2)}"))),
        6 => new ArgumentValue.Reference(new StepReference(Text(), _random.Next(2) == 0 ? [] : [Text()])),
        7 => new ArgumentValue.List(Items(depth)),
        8 => new ArgumentValue.List([.. Items(depth).Distinct().OrderBy(Encoded.Hash, StringComparer.Ordinal)], IsSet: true),
        _ => Map(depth),
    };

    /// <summary>An equal value that shares no object with the first.</summary>
    public static ArgumentValue Copy(ArgumentValue value) => value switch
    {
        ArgumentValue.Scalar { Value: string text } => new ArgumentValue.Scalar(new string([.. text])),
        ArgumentValue.JsonNumber number => new ArgumentValue.JsonNumber(new string([.. number.Text])),
        // In another order: it means nothing in a set.
        ArgumentValue.List { IsSet: true } set => new ArgumentValue.List([.. set.Items.Reverse().Select(Copy)], IsSet: true),
        ArgumentValue.List list => new ArgumentValue.List([.. list.Items.Select(Copy)]),
        ArgumentValue.Map map => new ArgumentValue.Map([.. map.Members.Select(member => KeyValuePair.Create(new string([.. member.Key]), Copy(member.Value)))]),
        _ => value,
    };

    private string Text() => new(_random.GetItems(['a', 'b', '1', 'ä', '\ud800', '\0'], _random.Next(0, 3)));

    private ImmutableArray<ArgumentValue> Items(int depth) => [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Next(depth - 1))];

    private ArgumentValue.Map Map(int depth)
    {
        var members = new SortedDictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var item in Items(depth))
            members[Text()] = item;

        return new ArgumentValue.Map([.. members]);
    }
}
