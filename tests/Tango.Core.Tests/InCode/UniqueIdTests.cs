using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.Core.Tests.InCode;

[Step(Deterministic = true, Version = "1")]
public sealed class Skipping : Step<int>
{
    public int Run(int value, [SkipInId] int threads = 1, [SkipInId(Default = 5)] int added = 5) => value + threads + added;
}

[Step(Deterministic = true, Version = "1")]
public sealed class Reader : Step<string>
{
    public string Run(InputFile file) => file.ReadAllText();
}

/// <summary>Whatever its text, it is the same to others.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Interchangeable : Step<double>
{
    public double Run(string text) => text.Length;

    public override object DetHashObject() => new { kind = "interchangeable", level = 1 };
}

public sealed class UniqueIdTests
{
    /// <summary>Declarations in JSON, and the same in code.</summary>
    public static TheoryData<string, object> SameInCode => new()
    {
        { """{ "type": "Number", "value": 1 }""", Step.Create<Number>(new { value = 1.0 }) },
        { """{ "type": "Number", "value": "1e0" }""", Step.Create<Number>(new { value = 1 }) },
        { """{ "type": "Number", "value": 1.0, "counter": "of no account" }""", Step.Create<Number>(new { VALUE = "1" }) },
        { """{ "type": "Sum", "a": { "type": "Number", "value": 1 } }""", Step.Create<Sum>(new { b = 1, a = Step.Create<Number>(new { value = 1 }) }) },
        { """{ "type": "Everything", "numbers": [1, 2, -3] }""", Step.Create<Everything>(new { numbers = ImmutableArray.Create(1, 2, -3) }) },
        { """{ "type": "Everything", "numbers": [1, 2] }""", Step.Create<Everything>(new { numbers = new object[] { 1L, "2" } }) },
        { """{ "type": "Everything", "tags": ["b", "a"] }""", Step.Create<Everything>(new { tags = new HashSet<string> { "a", "b" } }) },
        { """{ "type": "Everything", "weights": { "b": 1, "a": 2 } }""", Step.Create<Everything>(new { weights = new SortedDictionary<string, double> { ["a"] = 2, ["b"] = 1 } }) },
        { """{ "type": "Everything", "color": "green", "maybe": null, "price": 1.50 }""", Step.Create<Everything>(new { color = Color.Green, price = 1.5m }) },
        { """{ "type": "Everything", "point": { "Y": 2, "X": 1, "Color": "Red" } }""", Step.Create<Everything>(new { point = new Point(1, 2) }) },
        { """{ "type": "Everything", "point": { "Y": 2, "X": 1 } }""", Step.Create<Everything>(new { point = new { X = 1, Y = 2.0 } }) },
        { """{ "type": "Everything", "points": [{ "X": 1, "Y": 2, "Color": "Green" }] }""", Step.Create<Everything>(new { points = new[] { new Point(1, 2, Color.Green) } }) },
        { """{ "type": "Everything", "shape": { "$type": "circle", "Size": 1.0 } }""", Step.Create<Everything>(new { shape = new Circle(1) }) },
    };

    [Theory]
    [MemberData(nameof(SameInCode), DisableDiscoveryEnumeration = true)]
    public void A_step_made_in_code_has_the_id_of_the_same_declaration(string json, object step)
    {
        var declared = BuiltId(json);

        Assert.Equal(declared, ((Step)step).UniqueId);
        Assert.Equal(declared, Step.FromParams(JsonNode.Parse(json)!.AsObject()).UniqueId);
    }

    [Fact]
    public void Values_that_differ_have_ids_that_differ()
    {
        string[] ids =
        [
            Step.Create<Everything>(new { shape = new Circle(1) }).UniqueId,
            Step.Create<Everything>(new { shape = new Square(1) }).UniqueId,
            Step.Create<Everything>(new { numbers = new[] { 1, 2 } }).UniqueId,
            Step.Create<Everything>(new { numbers = new[] { 2, 1 } }).UniqueId,
            Step.Create<Everything>(new { points = new[] { new Point(1, 2) } }).UniqueId,
            Step.Create<Everything>(new { points = new[] { new Point(1, 2), new Point(1, 2) } }).UniqueId,
            Step.Create<Everything>().UniqueId,
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Name_and_settings_are_not_in_the_id_but_the_format_is()
    {
        var plain = Step.Create<Number>(new { value = 1 });
        var settled = Step.Create<Number>(new { value = 1 }, new()
        {
            Name = "one",
            CacheResults = false,
            OnlyIfNeeded = true,
            Retries = 3,
            Timeout = TimeSpan.FromHours(1),
            DependsOn = [plain],
        });

        Assert.Equal(plain.UniqueId, settled.UniqueId);
        Assert.Equal(plain.UniqueId, Step.Create<Number>(new { value = 1 }, new() { Format = "json.gz" }).UniqueId);
        Assert.NotEqual(plain.UniqueId, Step.Create<Number>(new { value = 1 }, new() { Format = "text" }).UniqueId);
        Assert.Equal(("one", false, true, "json.zst"), (settled.Name, settled.CacheResults, settled.OnlyIfNeeded, settled.Format));
        Assert.Equal(("Number", true, true), (plain.Name, plain.CacheResults, plain.OnlyIfNeeded));
        Assert.Matches("^Number-1-[a-z0-9]{32}$", plain.UniqueId);
        Assert.Equal(plain.UniqueId, plain.DetHashObject());
    }

    [Fact]
    public void Skipped_arguments_are_not_in_the_id()
    {
        var id = Step.Create<Skipping>(new { value = 1 }).UniqueId;

        Assert.Equal(id, Step.Create<Skipping>(new { value = 1, threads = 8 }).UniqueId);
        Assert.Equal(id, Step.Create<Skipping>(new { value = 1, added = 5 }).UniqueId);
        Assert.NotEqual(id, Step.Create<Skipping>(new { value = 1, added = 6 }).UniqueId);
    }

    [Fact]
    public void Steps_that_are_not_deterministic_have_an_id_each_which_stays()
    {
        var chance = Step.Create<Chance>();
        var sum = Step.Create<Sum>(new { a = chance });

        Assert.Equal(chance.UniqueId, chance.UniqueId);
        Assert.NotEqual(chance.UniqueId, Step.Create<Chance>().UniqueId);
        Assert.Equal(sum.UniqueId, Step.Create<Sum>(new { a = chance }).UniqueId);
        Assert.NotEqual(sum.UniqueId, Step.Create<Sum>(new { a = Step.Create<Chance>() }).UniqueId);
    }

    [Fact]
    public async Task A_file_counts_by_content_and_by_its_place_in_the_base_directory()
    {
        using var one = new TemporaryDirectory();
        using var other = new TemporaryDirectory();
        foreach (var directory in new[] { one, other })
        {
            Directory.CreateDirectory(directory.PathOf("data"));
            File.WriteAllText(directory.PathOf("data/rows.csv"), "1,2");
        }

        var step = Step.Create<Reader>(new { file = "data/rows.csv" }, new() { BaseDirectory = one.Path });
        Assert.Equal(step.UniqueId, Step.Create<Reader>(new { file = other.PathOf("data/rows.csv") }, new() { BaseDirectory = other.Path }).UniqueId);
        Assert.Equal("1,2", await step.ResultAsync(new MemoryStepCache()));
        var anywhere = Step.Create<Reader>(new { file = new InputFile(one.PathOf("data/rows.csv")) });
        Assert.Equal(anywhere.UniqueId, Step.Create<Reader>(new { file = new FileInfo(other.PathOf("data/rows.csv")) }).UniqueId);

        File.WriteAllText(one.PathOf("data/rows.csv"), "1,2,3");

        Assert.NotEqual(step.UniqueId, Step.Create<Reader>(new { file = "data/rows.csv" }, new() { BaseDirectory = one.Path }).UniqueId);
    }

    [Fact]
    public void A_relative_path_without_base_directory_is_an_error() =>
        Assert.Contains("BaseDirectory", Assert.Throws<TangoException>(() => Step.Create<Reader>(new { file = "rows.csv" })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_step_decides_what_represents_it_in_the_ids_of_others()
    {
        var a = Step.Create<Interchangeable>(new { text = "a" });
        var b = Step.Create<Interchangeable>(new { text = "b" });

        Assert.NotEqual(a.UniqueId, b.UniqueId);
        Assert.Equal(Step.Create<Sum>(new { a }).UniqueId, Step.Create<Sum>(new { a = b }).UniqueId);
    }

    [Fact]
    public void Equal_items_have_one_id_in_every_kind_of_collection()
    {
        var items = Enumerable.Range(-5000, 10_000).ToArray();

        Assert.Equal(
            BuiltId($$"""{ "type": "Everything", "numbers": {{JsonSerializer.Serialize(items)}} }"""),
            Step.Create<Everything>(new { numbers = items }).UniqueId);
        Assert.Equal(
            Step.Create<SumOfMany>(new { items }).UniqueId,
            Step.Create<SumOfMany>(new { items = items.Select(item => (double)item) }).UniqueId);
    }

    [Theory]
    [InlineData("Setting setting")]
    [InlineData("IReadOnlyList<Setting> setting")]
    [InlineData("IReadOnlyDictionary<string, Pair<Setting>> setting")]
    public void A_version_of_an_arguments_type_is_in_the_id(string parameter)
    {
        string[] ids =
        [
            .. new[] { "", "[VersionInId(\"1\")]", "[VersionInId(\"2\")]", "[VersionInId(\"1\")]" }.Select(version =>
            {
                using var project = new CompiledProjects();
                project.Compile("Versioned", $$"""
                    {{version}} public sealed record Setting(int Size);
                    {{version}} public sealed record Pair<T>(T First, T Second);
                    [Step(Deterministic = true, Version = "1")] public sealed class Sized : Step<int> { public int Run({{parameter}}) => 1; }
                    """);
                var catalog = StepTypeReader.Read(project.Assemblies("Versioned"));
                using var value = JsonDocument.Parse(parameter.StartsWith("IReadOnlyList", StringComparison.Ordinal) ? "[]" : "{}");
                return BuiltId(catalog, new DeclaredValue.Text("Type", "Sized"), new DeclaredValue.Json("setting", value.RootElement.Clone()));
            }),
        ];

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids[1], ids[3]);
    }

    private static string BuiltId(string json)
    {
        using var document = JsonDocument.Parse(json);
        var values = document.RootElement.Clone().EnumerateObject().Select(member => new DeclaredValue.Json(member.Name, member.Value));
        return BuiltId(LoadedStepTypes.All, [.. values]);
    }

    private static string BuiltId(StepTypeCatalog catalog, params DeclaredValue[] values)
    {
        var graph = new GraphBuilder(catalog, "/project").Build([new StepDeclaration("step", [.. values])]);
        return new StepIdentifier(new InputFileHasher(new FileHashCache())).Identify(graph)[^1].UniqueId;
    }
}
