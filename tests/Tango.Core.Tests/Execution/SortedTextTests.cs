using System.Collections.Immutable;
using Tango.Core.Tests.Parameters;
using Tango.Execution.Arguments;
using Tango.Parameters;

namespace Tango.Core.Tests.Execution;

/// <summary>Sets that sort their texts, and would by default sort them as the machine's language does.</summary>
public sealed class SortedTextTests
{
    private static readonly string[] Texts = ["b", "A", "ä", "a", "B"];

    private static readonly string[] Ordinal = ["A", "B", "a", "b", "ä"];

    public static TheoryData<Type> Types { get; } = [typeof(SortedSet<string>), typeof(ImmutableSortedSet<string>)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_come_in_the_same_order_in_every_culture(Type type)
    {
        var value = new ArgumentValue.List([.. Texts.Select(text => new ArgumentValue.Scalar(text))], IsSet: true);

        Assert.Equal(Ordinal, Given(value, type));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Results_of_other_types_do(Type type) => Assert.Equal(Ordinal, Given(Reference, type, Texts));

    [Theory]
    [MemberData(nameof(Types))]
    public void Results_of_the_same_type_do(Type type)
    {
        using var culture = Culture.Use("de-DE");
        object result = type == typeof(SortedSet<string>) ? new SortedSet<string>(Texts) : ImmutableSortedSet.Create(Texts);

        Assert.Equal(["a", "A", "ä", "b", "B"], (IEnumerable<string>)result);
        Assert.Equal(Ordinal, Given(Reference, type, result));
    }

    [Fact]
    public void A_comparer_that_a_step_chose_is_kept()
    {
        var result = new SortedSet<string>(["b", "A"], StringComparer.OrdinalIgnoreCase);

        Assert.Same(result, Given(Reference, typeof(SortedSet<string>), result));
    }

    private static ArgumentValue.Reference Reference { get; } = new(new StepReference("source", []));

    private static IEnumerable<string> Given(ArgumentValue value, Type type, object? result = null)
    {
        using var culture = Culture.Use("de-DE");
        return (IEnumerable<string>)new ArgumentConverter(_ => result).Convert(value, type)!;
    }
}
