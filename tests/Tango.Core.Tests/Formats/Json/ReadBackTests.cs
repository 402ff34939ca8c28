using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.Formats;
using Tango.Formats.Json;
using Tango.Formats.Sequences;
using Tango.Steps.Metadata.Json;

#pragma warning disable CA1051, CA2227, CA1002 // Types as users write them, mistakes included.

namespace Tango.Core.Tests.Formats.Json;

/// <summary>What comes back is what was computed, or it is refused: whatever the value, and whatever code of the user's decides.</summary>
public sealed class ReadBackTests
{
    private static readonly JsonElement Seven = JsonDocument.Parse("7").RootElement;

    /// <summary>Values that would come back as others, the types that are declared for them, and what the message says.</summary>
    public static TheoryData<string, object, Type, string> Changed => new()
    {
        { "default left out", new LeavesDefaultOut { Level = 0 }, typeof(LeavesDefaultOut), "'Level' was 0 and would be 7" },
        { "null left out", new LeavesNullOut { Name = null }, typeof(LeavesNullOut), "'Name' was null and would be \"none\"" },
        { "in a list", new List<LeavesNullOut> { new(), new() { Name = null } }, typeof(List<LeavesNullOut>), "'[1].Name' was null" },
        { "in a dictionary", new Dictionary<string, LeavesDefaultOut> { ["a"] = new() { Level = 0 } }, typeof(Dictionary<string, LeavesDefaultOut>), "'a.Level' was 0" },
        { "field left out", new LeavesFieldOut { Rate = 0 }, typeof(LeavesFieldOut), "'Rate' was 0 and would be 0.5" },
        { "constructor's default", new LeavesParameterOut(0), typeof(LeavesParameterOut), "'Level' was 0 and would be 5" },
        { "struct's default", new LeavesOutInStruct { Level = 0 }, typeof(LeavesOutInStruct?), "'Level' was 0 and would be 3" },
        { "extension has a member's name", new Extended { A = 1, More = new() { ["A"] = Seven } }, typeof(Extended), "'A' was 1 and would be 7" },
        { "extension has a computed member's name", new Extended { A = 1, More = new() { ["Twice"] = Seven } }, typeof(Extended), "'Twice' was 7 and would be nothing" },
        { "property adds one", new AddsInProperty(3), typeof(AddsInProperty), "'A' was 4 and would be 5" },
        { "setter adds one", new AddsInSetter { A = 1 }, typeof(AddsInSetter), "'A' was 2 and would be 3" },
        { "getter doubles", new DoublesInGetter { A = 1 }, typeof(DoublesInGetter), "'A' was 2 and would be 4" },
        { "setter cuts", new CutsInSetter(), typeof(CutsInSetter), "'Text' was null and would be \"\"" },
        { "parameters crossed", new Crosses(1, 2), typeof(Crosses), "'A' was 2 and would be 1" },
        { "parameters crossed in a base", new CrossesBelow(1, 2, 3), typeof(CrossesBelow), "'A' was 2 and would be 1" },
        { "callback adds one", new AddsInCallback { A = 1 }, typeof(AddsInCallback), "'A' was 1 and would be 2" },
        { "callback before reading", new SetsBeforeReading { A = 0 }, typeof(SetsBeforeReading), "'A' was 0 and would be 9" },
        { "list populated", new Populates(), typeof(Populates), "'Items' was [1] and would be [1,1]" },
        { "collection adds by itself", new AddsByItself(), typeof(AddsByItself), "it was [9] and would be [9,9]" },
        { "constructor refuses", new Refuses(0) { B = 2 }, typeof(Refuses), "cannot be read again from its JSON: B is too large" },
        { "list with a title", new Table { 1 }, typeof(List<int>), "a ReadBackTests.Table was found where List<int> is declared" },
        { "list without state", new Names { "a" }, typeof(List<string>), "Declare ReadBackTests.Names" },
        { "titled list behind an interface", new Table { 1 }, typeof(IReadOnlyList<int>), "was found where IReadOnlyList<int> is declared" },
        { "titled list in a list", new List<List<int>> { new Table() }, typeof(List<List<int>>), "ReadBackTests.Table" },
        { "titled list in a property", new HoldsList(new Table()), typeof(HoldsList), "ReadBackTests.Table" },
        { "titled dictionary", new TitledDictionary(), typeof(Dictionary<string, int>), "ReadBackTests.TitledDictionary" },
        { "titled dictionary behind an interface", new TitledDictionary(), typeof(IReadOnlyDictionary<string, int>), "ReadBackTests.TitledDictionary" },
        { "titled set", new TitledSet(), typeof(HashSet<int>), "ReadBackTests.TitledSet" },
        { "titled collection", new TitledCollection(), typeof(Collection<int>), "ReadBackTests.TitledCollection" },
        { "collection that tells", new ObservableCollection<int>(), typeof(Collection<int>), "ObservableCollection<int>" },
        { "derived from an own collection", new MoreNames(), typeof(Names), "ReadBackTests.MoreNames" },
        { "no discriminator", new Unmarked(), typeof(Marked), "a ReadBackTests.Unmarked was found where ReadBackTests.Marked is declared" },
        { "no discriminator in a list", new List<Marked> { new(), new Unmarked() }, typeof(List<Marked>), "discriminator" },
        { "no discriminator behind an interface", new UnmarkedShape(1), typeof(IShape), "ReadBackTests.UnmarkedShape" },
        { "not listed behind an interface", new UnknownShape(1), typeof(IShape), "ReadBackTests.UnknownShape was found where" },
        { "array that was never made", default(ImmutableArray<int>), typeof(ImmutableArray<int>), "an ImmutableArray<int> is 'default'" },
        { "array that was never made in a list", new List<ImmutableArray<int>> { default }, typeof(List<ImmutableArray<int>>), "is 'default'" },
        { "array that was never made behind an interface", default(ImmutableArray<int>), typeof(IReadOnlyList<int>), "is 'default'" },
    };

    /// <summary>Their neighbours, which come back as they were.</summary>
    public static TheoryData<string, object, Type> Whole => new()
    {
        { "another than the default", new LeavesDefaultOut { Level = 5 }, typeof(LeavesDefaultOut) },
        { "not null", new LeavesNullOut { Name = "a" }, typeof(LeavesNullOut) },
        { "left out where the default is the type's", new LeavesTypesDefaultOut(), typeof(LeavesTypesDefaultOut) },
        { "extension of another name", new Extended { A = 1, More = new() { ["B"] = Seven } }, typeof(Extended) },
        { "parameters crossed and equal", new Crosses(1, 1), typeof(Crosses) },
        { "setter cuts nothing", new CutsInSetter { Text = "a" }, typeof(CutsInSetter) },
        { "setter that checks", new Checks { A = 1 }, typeof(Checks) },
        { "dictionary in another order", new ConcurrentDictionary<string, Checks>(Enumerable.Range(0, 100).Select(i => KeyValuePair.Create("k" + i, new Checks()))), typeof(ConcurrentDictionary<string, Checks>) },
        { "time of day beside it", new TellsTime { Checked = new() { A = 1 } }, typeof(TellsTime) },
        { "own list as itself", new Names { "a" }, typeof(Names) },
        { "own list behind an interface", new Names { "a" }, typeof(IReadOnlyList<string>) },
        { "own view behind an interface", new View(2), typeof(IReadOnlyList<int>) },
        { "part of a set", new SortedSet<int> { 1, 2, 3 }.GetViewBetween(1, 2), typeof(SortedSet<int>) },
        { "array behind an interface", new[] { 1 }, typeof(IReadOnlyList<int>) },
        { "base itself", new Marked { X = 1 }, typeof(Marked) },
        { "with a discriminator", new MarkedShape(1), typeof(IShape) },
        { "array of none", ImmutableArray<int>.Empty, typeof(ImmutableArray<int>) },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public async Task What_would_come_back_as_another_value_is_refused(string name, object value, Type declared, string says)
    {
        var refusal = await Assert.ThrowsAsync<ResultNotStorableException>(async () => await new JsonFormat().WriteAsync(value, declared, new MemoryResult(), CancellationToken.None));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Null(JsonFidelity.LossOf(declared));
        Assert.False(string.IsNullOrEmpty(name));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task What_comes_back_as_it_was_is_stored(string name, object value, Type declared)
    {
        var files = new MemoryResult();
        await new JsonFormat().WriteAsync(value, declared, files, CancellationToken.None);

        var read = await new JsonFormat().ReadAsync(declared, files, CancellationToken.None);

        Assert.IsAssignableFrom(declared, read);
        Assert.Equivalent(value is TellsTime reported ? reported.Checked : value, read is TellsTime then ? then.Checked : read);
        Assert.False(string.IsNullOrEmpty(name));
    }

    [Theory]
    [InlineData(typeof(IEnumerable<LeavesDefaultOut>))]
    [InlineData(typeof(List<LeavesDefaultOut>))]
    [InlineData(typeof(LeavesDefaultOut[]))]
    public async Task Items_of_sequences_are_checked_too(Type declared)
    {
        LeavesDefaultOut[] items = [new(), new() { Level = 0 }];
        object value = declared.IsAssignableFrom(typeof(LeavesDefaultOut[])) ? items : items.ToList();

        var refusal = await Assert.ThrowsAsync<ResultNotStorableException>(async () => await new JsonLinesFormat().WriteAsync(value, declared, new MemoryResult(), CancellationToken.None));

        Assert.Contains("'Level' was 0 and would be 7", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IEnumerable<int>))]
    [InlineData(typeof(List<int>))]
    [InlineData(typeof(IReadOnlyList<int>))]
    public async Task A_sequence_that_is_more_than_its_items_is_refused(Type declared) =>
        await Assert.ThrowsAsync<ResultNotStorableException>(async () => await new JsonLinesFormat().WriteAsync(new Table { 1 }, declared, new MemoryResult(), CancellationToken.None));

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(double[]))]
    [InlineData(typeof((int, PlainRecord)))]
    [InlineData(typeof(PlainRecord))]
    [InlineData(typeof(List<PlainRecord?>))]
    [InlineData(typeof(Dictionary<string, DerivedRecord>))]
    [InlineData(typeof(GenericRecord<PlainRecord>))]
    [InlineData(typeof(PlainStruct?))]
    [InlineData(typeof(PlainClass))]
    [InlineData(typeof(Constructed))]
    [InlineData(typeof(IShape))]
    public void Types_that_only_hold_their_values_are_not_read_back(Type type) => Assert.False(ReadBack.IsNeeded(type));

    public sealed class LeavesDefaultOut
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Level { get; set; } = 7;
    }

    public sealed class LeavesTypesDefaultOut
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Level { get; set; }
    }

    public sealed class LeavesNullOut
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Name { get; set; } = "none";
    }

    public sealed class LeavesFieldOut
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public double Rate = 0.5;
    }

    public sealed record LeavesParameterOut([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Level = 5);

    public struct LeavesOutInStruct
    {
        public LeavesOutInStruct()
        {
        }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Level { get; set; } = 3;
    }

    public sealed class Extended
    {
        public int A { get; set; }

        public int Twice => 2 * A;

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; set; }
    }

    public sealed record AddsInProperty(int A)
    {
        public int A { get; init; } = A + 1;
    }

    public sealed class AddsInSetter
    {
        private int _a;

        public int A
        {
            get => _a;
            set => _a = value + 1;
        }
    }

    public sealed class DoublesInGetter
    {
        private int _a;

        public int A
        {
            get => 2 * _a;
            set => _a = value;
        }
    }

    public sealed class CutsInSetter
    {
        private string? _text;

        public string? Text
        {
            get => _text;
            set => _text = value ?? "";
        }
    }

    public sealed class Checks
    {
        private int _a;

        public int A
        {
            get => _a;
            set => _a = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    public sealed class TellsTime
    {
        public Checks? Checked { get; set; }

        public Guid Now => Guid.NewGuid();
    }

    public class Crosses
    {
        public Crosses(int a, int b)
        {
            A = b;
            B = a;
        }

        public int A { get; }

        public int B { get; }
    }

    public sealed class CrossesBelow(int a, int b, int c) : Crosses(a, b)
    {
        public int C { get; } = c;
    }

    public sealed class AddsInCallback : IJsonOnDeserialized
    {
        public int A { get; set; }

        public void OnDeserialized() => A++;
    }

    public sealed class SetsBeforeReading : IJsonOnDeserializing
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int A { get; set; }

        public void OnDeserializing() => A = 9;
    }

    public sealed class Populates
    {
        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
        public List<int> Items { get; set; } = [1];
    }

    public sealed class AddsByItself : List<int>
    {
        public AddsByItself() => Add(9);
    }

    public sealed class Refuses
    {
        public Refuses(int a) => A = a;

        [JsonConstructor]
        public Refuses(int a, int b)
        {
            A = a;
            B = b > 1 ? throw new ArgumentException("B is too large") : b;
        }

        public int A { get; }

        public int B { get; set; }
    }

    public sealed class Table : List<int>
    {
        public string Title { get; set; } = "";
    }

    public class Names : List<string>;

    public sealed class MoreNames : Names;

    public sealed record HoldsList(List<int> Items);

    public sealed class TitledDictionary : Dictionary<string, int>
    {
        public string Title { get; set; } = "";
    }

    public sealed class TitledSet : HashSet<int>
    {
        public string Title { get; set; } = "";
    }

    public sealed class TitledCollection : Collection<int>
    {
        public string Title { get; set; } = "";
    }

    public sealed class View(int count) : IReadOnlyList<int>
    {
        public int Count => count;

        public int this[int index] => index;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [JsonDerivedType(typeof(Unmarked))]
    public class Marked
    {
        public int X { get; set; }
    }

    public sealed class Unmarked : Marked
    {
        public int Y { get; set; }
    }

    [JsonDerivedType(typeof(MarkedShape), "marked")]
    [JsonDerivedType(typeof(UnmarkedShape))]
    public interface IShape;

    public sealed record MarkedShape(int X) : IShape;

    public sealed record UnmarkedShape(int X) : IShape;

    public sealed record UnknownShape(int X) : IShape;

    public record PlainRecord(int A, string? B, double[] C);

    public sealed record DerivedRecord(int A, string? B, double[] C, PlainRecord? Inner) : PlainRecord(A, B, C);

    public sealed record GenericRecord<T>(T A);

    public readonly record struct PlainStruct(int A, decimal B);

    public sealed class PlainClass
    {
        public int Field;

        public int A { get; set; }

        public List<PlainRecord> Records { get; init; } = [];
    }

    public sealed class Constructed
    {
        public Constructed(int a, string b)
        {
            A = a;
            B = b;
        }

        public int A { get; }

        public string B { get; }
    }
}
