using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.Core.Tests.Caching;
using Tango.Diagnostics;
using Tango.Formats.Json;

#pragma warning disable CS0414, CA1051, CA1819, CA2227, CS0169, IDE0044, IDE0051, IDE0052 // Types as users write them, mistakes included.

namespace Tango.Core.Tests.Formats.Json;

public sealed class JsonFidelityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;
    private int _entries;

    public JsonFidelityTests() => _cache = new DirectoryStepCache(_directory.Path);

    [Fact]
    public async Task Numbers_come_back_to_the_last_bit()
    {
        await Same(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, 0.1 + 0.2);
        await Same(float.NaN, float.MinValue, 0.1f);
        await Same(Half.NaN, Half.Epsilon);
        await Same(decimal.MaxValue, 0.10m, -1.000m);
        await Same(long.MinValue, long.MaxValue);
        await Same(ulong.MaxValue);
        await Same(Int128.MinValue);
        await Same(UInt128.MaxValue);
        await Same<int?>(null, 1);
        Assert.Equal("-0", (await Stored(-0.0)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("1.000", (await Stored(1.000m)).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_is_nested_as_deep_as_may_be_fits_the_smallest_stack_of_a_desktop()
    {
        Chain? chain = null;
        for (var level = 0; level < 255; level++)
            chain = new Chain(level, Guid.Empty, "text", DateTimeOffset.UnixEpoch, 0.5m, chain);

        object? read = null;
        OnSmallestStack(() =>
        {
            _cache.PutAsync(Entry.Of("Deep-1", "json"), chain, typeof(Chain)).AsTask().GetAwaiter().GetResult();
            read = _cache.TryGetAsync("Deep-1", typeof(Chain)).AsTask().GetAwaiter().GetResult().Value;
        });

        Assert.Equal(chain, read);
    }

    // System.Text.Json follows each of them to the largest one that is allowed, and throws an exception from there through all levels.
    [Theory]
    [InlineData(typeof(Endless<int>))]
    [InlineData(typeof(EndlessInTwo<int>))]
    [InlineData(typeof(EndlessInThree<int>))]
    [InlineData(typeof(EndlessItems<int>))]
    [InlineData(typeof(Dictionary<string, EndlessInTwo<long>[]>))]
    public void Types_without_end_are_refused_on_the_smallest_stack_of_a_desktop(Type type)
    {
        string? loss = null;
        Exception? refusal = null;

        OnSmallestStack(() =>
        {
            loss = JsonFidelity.LossOf(type);
            refusal = Record.Exception(() => ResultJson.ContractOf(type));
        });

        Assert.Contains(LossText.Endless, loss!, StringComparison.Ordinal);
        Assert.IsType<NotSupportedException>(refusal);
    }

    private static void OnSmallestStack(Action action)
    {
        const int SmallestStack = 1536 * 1024;
        var thread = new Thread(() => action(), SmallestStack);
        thread.Start();
        thread.Join();
    }

    [Fact]
    public async Task Texts_come_back_exactly()
    {
        await Same("", "\0\u0001\uFEFF\u2028<>&'\"\\/", "🌷", new string('ö', 100_000), "line\r\nbreak");
        await Same('a', '\0', '"', 'ö');
    }

    [Fact]
    public async Task Times_and_other_small_values_come_back()
    {
        await Same(DateTime.MaxValue, new DateTime(1, DateTimeKind.Utc), new DateTime(2, DateTimeKind.Unspecified));
        await Same(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(90)));
        await Same(TimeSpan.MinValue, TimeSpan.FromTicks(1));
        await Same(DateOnly.MaxValue);
        await Same(TimeOnly.MaxValue);
        await Same(Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"));
        await Same(new Version(1, 2, 3, 4));
        await Same(new Uri("a/b?ü", UriKind.Relative));
        await Same(DayOfWeek.Friday, (DayOfWeek)77);
        await Same(Vector2.One);
        Assert.Equal(DateTimeKind.Utc, (await Stored(new DateTime(1, DateTimeKind.Utc))).Kind);
    }

    [Fact]
    public async Task Collections_come_back()
    {
        await SameItems<int[]>([1, 2]);
        await SameItems<int[][]>([[1], []]);
        await SameItems<List<string?>>(["a", null]);
        await SameItems<IReadOnlyList<int>>([1]);
        await SameItems<IEnumerable<int>>([1]);
        await SameItems<ImmutableArray<int>>([1]);
        await SameItems<ImmutableList<int>>([1]);
        await SameItems(new Queue<int>([1, 2, 3]));
        await SameItems(new LinkedList<int>([1, 2, 3]));
        await SameItems(new HashSet<int> { 1, 2 });
        await SameItems(new SortedSet<int> { 2, 1 });
        await SameItems(new Dictionary<string, List<int>> { ["a b"] = [1], [""] = [] });
        await SameItems(new Dictionary<int, string> { [1] = "a" });
        await SameItems(new Dictionary<DayOfWeek, Guid> { [DayOfWeek.Friday] = Guid.Empty });
        await SameItems(new SortedDictionary<string, int> { ["a"] = 1 });
        await SameItems<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["a"] = 1 });
        await SameItems(ImmutableDictionary<string, int>.Empty.Add("a", 1));
        await SameItems(new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1 });
        await SameItems(new ConcurrentDictionary<string, int> { ["a"] = 1 });
        await SameItems<Collection<int>>([1]);
    }

    [Fact]
    public async Task Objects_come_back()
    {
        await Same(new Flower("setosa", 5.1, Colour.Blue), new Flower("", double.NaN, default));
        await Same((1, "a", 2.5), (0, "", double.NaN));
        await Same((1, 2, 3, 4, 5, 6, 7, 8, "nine"));
        await Same(Tuple.Create(1, "a"));
        await Same(new KeyValuePair<string, int>("a", 1));
        await Same(new { A = 1, B = "b" });
        await Same(new Point(1, 2));
        await Same(new Settable { Name = "n", Value = 1.5 });
        await Same(new Constructed(3));
        await Same(new Behind { Size = 4 });
        await Same(new Included(5));
        await Same(new Ignoring(6));
        await Same(new Computed(2, 3));
        await Same(new Derived { Name = "n", More = 2 });
        await Same<Shape>(new Circle(2), new Square(3));
        await Same(new Nested(new Flower("a", 1, default), null));
        await Same(new Box<Flower>(new Flower("a", 1, default)));
        await Same(new Believed());
        var parsed = await Stored(JsonDocument.Parse("{\"a\": [1]}").RootElement);
        Assert.Equal(1, parsed.GetProperty("a")[0].GetInt32());
    }

    [Fact]
    public async Task A_tree_comes_back()
    {
        var tree = new Tree("root", [new("leaf", [])]);

        var stored = await Stored(tree);

        Assert.Equal("leaf", Assert.Single(stored.Children).Name);
    }

    [Fact]
    public async Task What_would_be_lost_is_refused()
    {
        await Refused<PrivateState>(new(), "non-public field '_hidden'", "PrivateState");
        await Refused<DerivedFromPrivate>(new(), "non-public field '_hidden'", "PrivateState");
        await Refused<GetOnly>(new(), "property 'Value'", "GetOnly", "cannot set it again");
        await Refused<PrivateSetter>(new(), "property 'Value'", "cannot set it again");
        await Refused<GetOnlyList>(new(), "property 'Items'");
        await Refused<ReadOnlyField>(new(), "field 'Value'");
        await Refused<PrimaryConstructor>(new(1), "PrimaryConstructor");
        await Refused(new ReadOnlyStruct(1), "property 'Value'");
        await Refused(new Complex(1, 2), "Complex");
        await Refused(BigInteger.One, "BigInteger");
        await Refused(new Nested<PrivateState>(new()), "Nested<JsonFidelityTests.PrivateState>.Value", "'_hidden'");
        await Refused(new List<PrivateState>(), "an item of List<JsonFidelityTests.PrivateState>", "'_hidden'");
        await Refused(new Dictionary<string, GetOnly>(), "'Value'");
        await Refused(new InvalidOperationException("x"), "InvalidOperationException");
    }

    [Fact]
    public async Task What_does_not_say_its_type_is_refused()
    {
        await Refused<object>(1, "object");
        await Refused<List<object>>([1], "an item of List<object>", "object");
        await Refused(new Dictionary<string, object> { ["a"] = 1 }, "object");
        await Refused<IComparable>(1, "IComparable", "an interface", "a custom Format");
        await Refused<IShape>(new Hexagon(), "IShape", "an interface", "[JsonDerivedType]");
        await Refused(new OwnException(), "OwnException derives from Exception", "does not derive from it");
        await Refused(new Nested<IShape>(new Hexagon()), "Nested<JsonFidelityTests.IShape>.Value", "an interface");
        await Refused(new Nested<AbstractThing>(new Thing()), "abstract");
    }

    [Fact]
    public async Task What_has_no_json_is_refused()
    {
        await Refused(new int[1, 2], "int[,]", "several dimensions");
        await Refused(new Nested<int[,]>(new int[1, 1]), "Nested<int[,]>.Value");
        await Refused<nint>(1, "IntPtr");
        await Refused(typeof(int), "Type");
        await Refused<Action>(() => { }, "not data");
        await Refused<Stream>(Stream.Null, "not data");
        await Refused(new Stack<int>([1]), "another order");
        await Refused(new ConcurrentBag<int>([1]), "another order");
        await Refused(new ReadOnlyCollection<int>([1]), "cannot restore");
        await Refused<ILookup<int, int>>(new[] { 1 }.ToLookup(i => i), "cannot restore");
        await Refused(new Named { 1 }, "'Title' would be lost");
        await Refused(new Nested<OutputFile>(new("/a")), "work directory");
        await Refused(new Dictionary<Point, int> { [new(1, 2)] = 3 }, "Point");
    }

    [Fact]
    public async Task Problems_of_single_values_are_refused()
    {
        await Refused<Settable>(new Derived { More = 1 }, "Derived", "was found where", "Settable");
        await Refused<List<Settable>>([new Derived()], "Derived");
        await Refused(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }, "compares with");
        await Refused(new HashSet<string>(StringComparer.OrdinalIgnoreCase), "compares with");
        await Refused(new SortedSet<string>(StringComparer.Ordinal), "compares with");
        await Refused<IReadOnlyDictionary<string, int>>(FrozenDictionary.ToFrozenDictionary([new KeyValuePair<string, int>("a", 1)], StringComparer.OrdinalIgnoreCase), "compares with");
        await Refused("\uD800", "surrogate");
        await Refused("a\uDC00b", "surrogate");
        await Refused('\uD800', "surrogate");
        await Refused(new Dictionary<string, int> { ["\uDC00\uD800"] = 1 }, "surrogate");
        var cycle = new Cyclic();
        cycle.Next = cycle;
        await Refused(cycle, "refers back to itself", "Cyclic");
    }

    [Fact]
    public async Task Types_without_end_are_refused_and_not_followed()
    {
        await Refused(new Deeper<int>(), "infinitely many types");
        await Refused<List<Deeper<int>>>([], "infinitely many types");
        await Refused(new Computing<int>(), "infinitely many types");
        await Refused<IEnumerable<Deeper<int>>>([], "infinitely many types", format: "jsonl");
    }

    [Fact]
    public async Task Items_of_sequences_are_checked_too()
    {
        await Refused<IEnumerable<object>>([1], "object", format: "jsonl");
        await Refused<IEnumerable<PrivateState>>([new()], "'_hidden'", format: "jsonl");
        await Refused<IEnumerable<Settable>>([new(), new Derived()], "Derived", format: "jsonl");
        await Refused<IEnumerable<string>>(["a", "\uD800"], "surrogate", format: "jsonl");
        await Refused(new HashSet<int>(), "HashSet<int>", format: "jsonl");
        await Refused("text", "string", format: "jsonl");
        await Refused(1, "int", format: "bytes");
        await Refused("\uD800", "surrogate", format: "text");
        await Refused(new OutputFile("relative.txt"), "full path", format: "file");
        await Refused(new OutputFile(_directory.PathOf("none")), "there is no file", format: "file");
        await Refused(new OutputDirectory(_directory.PathOf("none")), "there is no directory", format: "directory");
    }

    public void Dispose() => _directory.Dispose();

    private async Task Same<T>(params T[] values)
    {
        foreach (var value in values)
            Assert.Equal(value, await Stored(value));
    }

    private async Task SameItems<T>(T value)
        where T : System.Collections.IEnumerable
    {
        var stored = await Stored(value);
        Assert.IsAssignableFrom<T>(stored);
        Assert.Equal(value.Cast<object?>(), stored.Cast<object?>());
    }

    private async Task<T> Stored<T>(T value)
    {
        var id = $"entry-{_entries++}";
        await _cache.PutAsync(Entry.Of(id, "json"), value, typeof(T));
        var read = await _cache.TryGetAsync(id, typeof(T));
        Assert.Null(read.Corruption);
        return (T)read.Value!;
    }

    private async Task Refused<T>(T value, string first, string second = "", string third = "", string format = "json")
    {
        var error = await Assert.ThrowsAsync<TangoException>(async () => await _cache.PutAsync(Entry.Of("refused", format), value, typeof(T)));

        var diagnostic = Assert.Single(error.Diagnostics);
        Assert.Equal(Descriptors.ResultNotStorable, diagnostic.Descriptor);
        Assert.Equal("step", diagnostic.Subject.Step);
        Assert.All([first, second, third], part => Assert.Contains(part, diagnostic.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_cache.PathForStep("refused")));
    }

    public enum Colour
    {
        Red,
        Blue,
    }

    public sealed record Flower(string Species, double Length, Colour Colour);

    public record struct Point(int X, int Y);

    public record Settable
    {
        public double Value;

        public string? Name { get; set; }
    }

    public sealed record Derived : Settable
    {
        public int More { get; init; }
    }

    public sealed record Constructed
    {
        public Constructed(int size) => Size = size;

        public int Size { get; }
    }

    public sealed record Behind
    {
        private int _size;

        public int Size
        {
            get => _size;
            set => _size = value;
        }
    }

    public sealed record Included
    {
        [JsonInclude]
        private int _value;

        public Included()
        {
        }

        public Included(int value) => _value = value;
    }

    public sealed record Ignoring(int Value)
    {
        [JsonIgnore]
        private int _memo;

        [JsonIgnore]
        public int Memo { get; } = 1;
    }

    public sealed record Computed(int Width, int Height)
    {
        public int Area => Width * Height;

        public IComparable AsInterface => Area;
    }

    [JsonPolymorphic]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    public abstract record Shape;

    public sealed record Circle(double Radius) : Shape;

    public sealed record Square(double Side) : Shape;

    public sealed record Nested(Flower Flower, Flower? Other);

    public sealed record Box<T>(T Value);

    public sealed record Nested<T>(T Value);

    public sealed record Tree(string Name, IReadOnlyList<Tree> Children);

    [JsonConverter(typeof(BelievedConverter))]
    public sealed record Believed
    {
        private readonly int _state = 1;
    }

    /// <summary>What takes System.Text.Json the most stack: many constructor parameters, and large ones.</summary>
    public sealed record Chain(decimal A, Guid B, string C, DateTimeOffset D, decimal E, Chain? Next);

    public sealed class BelievedConverter : JsonConverter<Believed>
    {
        public override Believed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return new();
        }

        public override void Write(Utf8JsonWriter writer, Believed value, JsonSerializerOptions options) => writer.WriteBooleanValue(true);
    }

    public sealed class Deeper<T>
    {
        public Deeper<Deeper<T>>? Next { get; set; }
    }

    public sealed class Computing<T>
    {
        public T? Value { get; set; }

        public Computing<(T, T)>? Twice => null;
    }

    public class PrivateState
    {
        private int _hidden = 1;

        public int Shown { get; set; }
    }

    public sealed class DerivedFromPrivate : PrivateState;

    public sealed class GetOnly
    {
        public int Value { get; } = 1;
    }

    public sealed class PrivateSetter
    {
        public int Value { get; private set; } = 1;
    }

    public sealed class GetOnlyList
    {
        public List<int> Items { get; } = [1];
    }

    public sealed class ReadOnlyField
    {
        public readonly int Value = 1;
    }

    public sealed class PrimaryConstructor(int start)
    {
        public int Next() => start++;
    }

    public readonly struct ReadOnlyStruct
    {
        public ReadOnlyStruct(int value) => Value = value;

        public int Value { get; }
    }

    public interface IShape;

    public sealed class Hexagon : IShape;

    public abstract class AbstractThing;

    public sealed class Thing : AbstractThing;

    public sealed class Named : List<int>
    {
        public string Title { get; set; } = "";
    }

    public sealed class OwnException : Exception;

    public sealed class Cyclic
    {
        public Cyclic? Next { get; set; }
    }

    public sealed record Endless<T>(Endless<Endless<T>>? Next);

    public sealed record EndlessInTwo<T>(OtherOfTwo<List<T>>? Next);

    public sealed record OtherOfTwo<T>(EndlessInTwo<T>? Next);

    public sealed record EndlessInThree<T>(SecondOfThree<T>? Next);

    public sealed record SecondOfThree<T>(ThirdOfThree<T>? Next);

    public sealed record ThirdOfThree<T>(EndlessInThree<T[]>? Next);

    public sealed record EndlessItems<T>(List<EndlessItems<List<T>>> Items);
}
