using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.Core.Tests.Execution.Steps;
using Tango.Formats;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Results;

/// <summary>Several steps that take one result.</summary>
public sealed class SharedResultTests : IDisposable
{
    private readonly Project _project = new();
    private readonly string _test = Counter.NewName();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_change_is_read_once_and_given_to_all(bool fromEarlierRun)
    {
        _project.Declare<GivesFixed>("source", "Test=" + _test);
        if (fromEarlierRun)
            await _project.RunAsync();

        // Two parts, read back when they are stored: their constructor has code of its own.
        var made = fromEarlierRun ? 0 : 4;
        var before = Counter.Of(_test);
        DeclareThree<TakesFixed>();

        await RunWellAsync();

        var given = Given.In(_test);
        Assert.Equal(3, given.Count);
        Assert.All(given, other => Assert.Same(given[0], other));
        Assert.Equal(before + made + 2, Counter.Of(_test));
    }

    [Fact]
    public async Task A_list_of_what_cannot_change_is_read_once_and_each_has_a_list_of_its_own()
    {
        _project.Declare<GivesFixedList>("source", "Test=" + _test);
        DeclareThree<TakesFixedList>();

        await RunWellAsync();

        var given = Given.In(_test).Cast<IReadOnlyList<Fixed>>().ToList();
        Assert.Equal(3, given.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(given, list => Assert.Same(given[0][0], list[0]));
        Assert.Equal(3, Counter.Of(_test));
    }

    [Fact]
    public async Task The_first_run_computes_with_what_was_read_back()
    {
        _project.Declare<GivesFixed>("source", "Test=" + _test);
        _project.Declare<TakesFixed>("only", "Test=" + _test, "Given=ref:source");

        await RunWellAsync();

        Assert.Equal(6, Counter.Of(_test));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_can_change_is_everyones_own(bool isStored)
    {
        _project.Declare<GivesChangeable>("source", "Value=7", "CacheResults=" + isStored);
        DeclareThree<Spoils>();

        await RunWellAsync();

        Assert.Equal([7, 7, 7], Given.In(_test));
    }

    [Fact]
    public async Task What_no_format_carries_and_is_not_stored_is_given_to_all()
    {
        _project.Declare<GivesAction>("source");
        DeclareThree<TakesAction>();

        await RunWellAsync();

        var given = Given.In(_test);
        Assert.Equal(3, given.Count);
        Assert.All(given, other => Assert.Same(given[0], other));
    }

    [Fact]
    public async Task A_missing_result_is_missing_for_every_consumer()
    {
        _project.Declare<GivesFixed>("source", "Test=" + _test);
        await _project.RunAsync();
        DeclareThree<TakesFixed>();
        var plan = _project.ExecutionPlan();
        Directory.Delete(_project.Cache.PathForStep(_project.UniqueId("source")), recursive: true);

        var events = new RecordedEvents();
        await _project.RunAsync(plan, events);

        Assert.Equal(3, events.Of<RunEvent.EntryMissing>().Count());
        Assert.Empty(events.Failed);
    }

    public static TheoryData<Type, bool, bool> Types { get; } = new()
    {
        { typeof(string), true, true },
        { typeof((int, string)), true, true },
        { typeof(DayOfWeek?), true, true },
        { typeof(OutputFile), true, true },
        { typeof(ImmutableArray<string>), true, true },
        { typeof(ImmutableDictionary<string, DateTime>), true, true },
        { typeof(ImmutableArray<int[]>), false, false },
        { typeof(Fixed), true, false },
        { typeof(ImmutableList<Fixed>), true, false },
        { typeof(SealedOne), true, true },
        { typeof(Recursive), true, true },
        { typeof(Holds<object>), false, false },
        { typeof(Holds<IReadOnlyList<int>>), false, false },
        { typeof(Holds<Shape>), true, false },
        { typeof(Holds<Action>), false, false },
        { typeof(Changeable), false, false },
        { typeof(LooksFixed), false, false },
        { typeof(DerivedFromChangeable), false, false },
        { typeof(int[]), false, false },
        { typeof(Holds<Fixed>), true, false },
        { typeof(ConvertsMember), false, false },
        { typeof(ConvertsItself), false, false },
        { typeof(Holds<ConvertsItself>), false, false },
        { typeof(WithoutEnd<int>), false, false },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Only_what_provably_cannot_change_is_shared(Type type, bool whenExact, bool whenNot)
    {
        Assert.Equal(whenExact, Immutability.IsImmutable(type, membersAreExact: true));
        Assert.Equal(whenNot, Immutability.IsImmutable(type, membersAreExact: false));
    }

    [Fact]
    public void A_copy_shares_nothing_that_can_change()
    {
        int[][] original = [[1], [2, 3]];

        Assert.True(DefensiveCopy.TryMake(original, membersAreExact: false, out var copy));

        Assert.Equal(original, copy);
        Assert.All(original.Zip((int[][])copy!), pair => Assert.NotSame(pair.First, pair.Second));
    }

    [Fact]
    public void What_holds_itself_is_not_copied()
    {
        var list = new List<object>();
        list.Add(list);
        var array = new object[1];
        array[0] = new Dictionary<string, object> { ["a"] = array };

        Assert.False(DefensiveCopy.TryMake(list, membersAreExact: false, out _));
        Assert.False(DefensiveCopy.TryMake(array, membersAreExact: false, out _));
    }

    [Fact]
    public async Task A_sequence_removed_before_it_is_read_is_not_a_failure_of_its_reader()
    {
        _project.Declare<GivesLongSequence>("source");
        _project.Declare<RemovesThenReads>("reader", "Items=ref:source", "Cache=" + _project.Cache.DirectoryPath, "Retries=2");

        var events = await _project.RunAsync();

        Assert.Equal("source", Assert.Single(events.Of<RunEvent.EntryMissing>()).Step);
        Assert.Empty(events.Failed);
    }

    [Fact]
    public void A_dictionary_keeps_its_way_to_compare_or_is_not_copied()
    {
        Assert.True(DefensiveCopy.TryMake(new Dictionary<string, int[]> { ["a"] = [1] }, membersAreExact: false, out var copy));
        Assert.Equal([1], ((Dictionary<string, int[]>)copy!)["a"]);
        Assert.False(DefensiveCopy.TryMake(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), membersAreExact: false, out _));
    }

    private void DeclareThree<T>()
    {
        foreach (var salt in Enumerable.Range(1, 3))
            _project.Declare<T>("taker-" + salt, "Test=" + _test, "Given=ref:source", "Salt=" + salt);
    }

    private async Task RunWellAsync()
    {
        var events = await _project.RunAsync();
        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
    }

    public sealed record SealedOne(string Name, TimeSpan? Time, ImmutableArray<SealedOne> Parts);

    public sealed record Recursive(Recursive? Next, Version Version);

    public sealed record Holds<T>(T Value);

    public sealed record WithoutEnd<T>(T Value, WithoutEnd<WithoutEnd<T>>? Next);

    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract record Shape;

    public sealed record ConvertsMember([property: JsonConverter(typeof(Whatever<Fixed>))] Fixed Value);

    [JsonConverter(typeof(Whatever<ConvertsItself>))]
    public sealed record ConvertsItself(Fixed Value);

    /// <summary>Could give an object of a derived type that can change.</summary>
    public sealed class Whatever<T> : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    public record Circle(double Radius) : Shape;

    /// <summary>Get-only from outside, not from inside.</summary>
    public sealed class LooksFixed
    {
        private int _count;

        public int Count => _count++;
    }

    public class DerivedFromChangeable : HasState
    {
        public int Value { get; init; }
    }

    public class HasState
    {
        public int State { get; private set; }
    }
}
