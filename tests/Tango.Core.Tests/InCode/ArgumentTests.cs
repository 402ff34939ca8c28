using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tango.Diagnostics;

namespace Tango.Core.Tests.InCode;

public enum Color
{
    Red,
    Green,
}

public sealed record Point(int X, int Y, Color Color = Color.Red);

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape;

public sealed record Circle(double Size) : Shape;

public sealed record Square(double Size) : Shape;

public sealed class Secretive(int seed)
{
    private readonly int _seed = seed;

    public int Next() => _seed + 1;
}

[Step(Deterministic = true, Version = "1")]
public sealed class Everything : Step<string>
{
    public string Run(
        int number = 1,
        long? maybe = null,
        decimal price = 0,
        string text = "",
        Color color = Color.Red,
        DateOnly date = default,
        IReadOnlyList<int>? numbers = null,
        IReadOnlySet<string>? tags = null,
        IReadOnlyDictionary<string, double>? weights = null,
        Point? point = null,
        IReadOnlyList<Point>? points = null,
        Shape? shape = null,
        [SkipInId] Secretive? service = null) =>
        string.Join(
            "|",
            number,
            maybe,
            price,
            text,
            color,
            date.Year,
            string.Join(",", numbers ?? []),
            string.Join(",", (tags ?? new HashSet<string>()).Order(StringComparer.Ordinal)),
            string.Join(",", (weights ?? new Dictionary<string, double>()).OrderBy(pair => pair.Key, StringComparer.Ordinal)),
            point,
            string.Join(",", points ?? []),
            shape,
            service?.Next());
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesSecretive : Step<int>
{
    public int Run(Secretive service) => service.Next();
}

[Step(Deterministic = true, Version = "1")]
public sealed class Corner : Step<Point>
{
    public Point Run() => new(3, 4);
}

/// <summary>Completes its arguments, and knows them by an older name too.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Interval : Step<double>
{
    public double Run(double from, double to) => to - from;

    protected override IReadOnlyDictionary<string, object?> NormalizeArguments(IReadOnlyDictionary<string, object?> arguments)
    {
        var from = arguments.GetValueOrDefault("start") ?? arguments["from"];
        return new Dictionary<string, object?>
        {
            ["from"] = from,
            ["to"] = arguments.GetValueOrDefault("to") ?? (from is Step step ? Step.Create<Sum>(new { a = step }) : 4),
        };
    }
}

public sealed class ArgumentTests
{
    [Fact]
    public async Task Every_kind_of_value_reaches_the_step_as_its_parameter_type()
    {
        var step = Step.Create<Everything>(new
        {
            number = "7",
            maybe = 3,
            price = 1.5,
            text = "hä",
            color = Color.Green,
            date = new DateOnly(2026, 1, 31),
            numbers = Enumerable.Range(1, 3),
            tags = new[] { "b", "a", "b" },
            weights = new Dictionary<string, int> { ["z"] = 1, ["a"] = 2 },
            point = new Point(1, 2),
            points = new List<Point> { new(3, 4, Color.Green) },
            shape = new Square(2),
            service = new Secretive(8),
        });

        Assert.Equal(
            $"7|3|1.5|hä|Green|2026|1,2,3|a,b|[a, 2],[z, 1]|{new Point(1, 2)}|{new Point(3, 4, Color.Green)}|{new Square(2)}|9",
            await step.ResultAsync(new MemoryStepCache()));
    }

    [Fact]
    public void Errors_are_reported_together_with_argument_and_way_out()
    {
        var exception = Assert.Throws<TangoException>(() => Step.Create<Everything>(new
        {
            number = 1.5,
            maybe = long.MaxValue + 1m,
            text = 5,
            color = "Gren",
            numbers = new[] { 1L, long.MaxValue },
            point = new Circle(1),
            nmber = 1,
        }));

        Assert.Equal(
            ["color", "maybe", "nmber", "number", "numbers", "point", "text"],
            exception.Diagnostics.Select(found => found.Subject.Argument!).Order(StringComparer.Ordinal));
        Assert.Contains("'Green'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'number' or 'numbers'?", exception.Message, StringComparison.Ordinal);
        Assert.Contains("A Circle is not a Point", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Item 1: It must be between", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Descriptors.MissingArgument, Assert.Single(Assert.Throws<TangoException>(() => Step.Create<Number>()).Diagnostics).Descriptor);
    }

    [Fact]
    public void A_step_of_the_wrong_result_type_is_an_error()
    {
        var words = Step.Create<Words>(options: new() { Name = "words" });

        var found = Assert.Single(Assert.Throws<TangoException>(() => Step.Create<Sum>(new { a = words })).Diagnostics);

        Assert.Equal(Descriptors.ReferenceTypeMismatch, found.Descriptor);
        Assert.Contains("'Sum' needs double for 'a', but the type of ref:words is string", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_whose_id_would_not_see_all_of_it_is_refused()
    {
        var found = Assert.Single(Assert.Throws<TangoException>(() => Step.Create<TakesSecretive>(new { service = new Secretive(1) })).Diagnostics);

        Assert.Equal(Descriptors.ValueDoesNotConvert, found.Descriptor);
        Assert.Contains("'_seed' of Secretive", found.Message, StringComparison.Ordinal);
        Assert.Contains("[SkipInId]", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_found_wherever_they_are()
    {
        var one = Step.Create<Number>(new { value = 1 });
        var two = Step.Create<Number>(new { value = 2 });
        var total = Step.Create<SumOfMany>(new
        {
            items = new object[] { one, 10, two },
            named = new Dictionary<string, object> { ["x"] = two, ["y"] = 100 },
        });

        Assert.Equal(new HashSet<Step> { one, two }, total.Dependencies.ToHashSet());
        Assert.Equal([(one, false), (two, false), (total, false)], DryRun.Plan(total, new MemoryStepCache()));
        Assert.Equal(115.0, await total.ResultAsync(new MemoryStepCache()));
    }

    [Fact]
    public async Task Json_is_an_argument_too_with_steps_in_it()
    {
        var sum = Step.Create<Sum>(new { a = JsonNode.Parse("""{ "type": "Number", "value": 4 }"""), b = 2 });

        Assert.Equal(6.0, await sum.ResultAsync(new MemoryStepCache()));
        Assert.Equal(Step.Create<Sum>(new { a = Step.Create<Number>(new { value = 4 }), b = 2 }).UniqueId, sum.UniqueId);
    }

    [Theory]
    [InlineData("""{ "$type": "square", "Size": 2 }""")]
    [InlineData("""{ "Size": 2, "$type": "square" }""")]
    public async Task A_polymorphic_object_is_declared_by_its_discriminator(string shape)
    {
        var step = Step.FromParams(JsonNode.Parse($$"""{ "type": "Everything", "shape": {{shape}} }""")!.AsObject());

        Assert.Contains($"|{new Square(2)}|", (string?)await step.ResultAsync(new MemoryStepCache()), StringComparison.Ordinal);
        Assert.Equal(Step.Create<Everything>(new { shape = new Square(2) }).UniqueId, step.UniqueId);
    }

    [Fact]
    public async Task A_part_of_a_result_is_an_argument()
    {
        var words = Step.Create<Words>(new { text = "seven c" });
        var length = Step.Create<Sum>(new { a = words.Part("Length"), b = 0 });

        Assert.Equal(7.0, await length.ResultAsync(new MemoryStepCache()));
        Assert.Equal(5.0, await Step.Create<Sum>(new { a = Step.Create<Corner>().Part("Y"), b = 1 }).ResultAsync(new MemoryStepCache()));
        var missing = Assert.Throws<TangoException>(() => Step.Create<Sum>(new { a = Step.Create<Corner>().Part("Z") }));
        Assert.Contains("Point has no 'Z'. Did you mean 'X' or 'Y'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_are_the_steps_own_from_the_beginning()
    {
        int[] numbers = [1, 2];
        var step = Step.Create<Everything>(new { numbers });
        var id = Step.Create<Everything>(new { numbers = new[] { 1, 2 } }).UniqueId;

        numbers[0] = 100;

        Assert.Equal(id, step.UniqueId);
        Assert.Contains("|1,2|", await step.ResultAsync(new MemoryStepCache()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_normalises_its_arguments_and_sees_steps_not_results()
    {
        Assert.Equal(1.0, await Step.Create<Interval>(new { from = 3 }).ResultAsync(new MemoryStepCache()));
        Assert.Equal(Step.Create<Interval>(new { from = 3, to = 4 }).UniqueId, Step.Create<Interval>(new { from = 3 }).UniqueId);

        var three = Step.Create<Number>(new { value = 3 });
        var interval = Step.Create<Interval>(new { from = three });
        Assert.Equal(2, interval.Dependencies.Count);
        Assert.Equal(1.0, await interval.ResultAsync(new MemoryStepCache()));

        var steps = new Dictionary<string, Step> { ["three"] = three };
        var declared = Step.FromParams(JsonNode.Parse("""{ "type": "Interval", "start": { "ref": "three" } }""")!.AsObject(), steps);
        Assert.Equal(interval.UniqueId, declared.UniqueId);
    }

    [Fact]
    public async Task A_function_is_a_step()
    {
        var product = Step.Create(Functions.Product, new { a = 6, b = Step.Create<Number>(new { value = 7 }) });

        Assert.Equal(42.0, await product.ResultAsync(new MemoryStepCache()));
        Assert.StartsWith("Product-1-", product.UniqueId, StringComparison.Ordinal);
        Assert.Equal(product.UniqueId, Step.Create("Product", new { a = 6, b = Step.Create<Number>(new { value = 7 }) }).UniqueId);
        Assert.Contains("marked with [Step]", Assert.Throws<TangoException>(() => Step.Create(Functions.NoStep, new { a = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_was_made_with_new_says_how_to_make_it()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new Number().UniqueId);

        Assert.Contains("Step.Create<Number>", exception.Message, StringComparison.Ordinal);
    }
}
