namespace Tango.Core.Tests.InCode;

public sealed class Ring
{
    public Ring? Next { get; set; }
}

public record Base(int Size);

public sealed record Derived(int Size, int More) : Base(Size);

public sealed record Holder(Base Held, double Rate = 0);

public interface IThing;

public sealed record Thing(int Size) : IThing;

public sealed record Table(int[,] Cells);

public sealed record Pairs(IReadOnlyList<(int First, string Second)> Items);

[Step(Deterministic = true, Version = "1")]
public sealed class TakesObjects : Step<int>
{
    public int Run(Ring? ring = null, Base? one = null, Holder? holder = null, IReadOnlyList<Base>? many = null, IThing? thing = null, Table? table = null, Pairs? pairs = null) =>
        new object?[] { ring, one, holder, many, thing, table, pairs }.Count(given => given is not null);
}

/// <summary>An id must tell every two arguments apart, or the argument is refused: never a raw exception, never one id for two.</summary>
public sealed class ArgumentFidelityTests
{
    public static TheoryData<string, object, string> Refused => new()
    {
        { "an object that holds itself", new { ring = Cycle() }, "ring" },
        { "a derived object in a member", new { holder = new Holder(new Derived(1, 2)) }, "holder" },
        { "an array of several dimensions", new { table = new Table(new int[1, 2]) }, "table" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void An_object_that_an_id_would_cover_in_part_is_refused(string what, object arguments, string argument)
    {
        var exception = Assert.Throws<TangoException>(() => Step.Create<TakesObjects>(arguments).UniqueId);

        var found = Assert.Single(exception.Diagnostics);
        Assert.True(found.Subject.Argument == argument, $"{what}: {found.Subject.Argument}");
        Assert.Contains("[SkipInId]", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_objects_have_different_ids()
    {
        string[] ids =
        [
            IdOf(new { one = new Base(1) }),
            IdOf(new { one = new Derived(1, 2) }),
            IdOf(new { one = new Derived(1, 3) }),
            IdOf(new { many = new[] { new Base(1), new Base(1) } }),
            IdOf(new { many = new[] { new Base(1), new Derived(1, 2) } }),
            IdOf(new { many = new[] { new Base(1), new Derived(1, 3) } }),
            IdOf(new { thing = new Thing(1) }),
            IdOf(new { thing = new Thing(2) }),
            IdOf(new { holder = new Holder(new Base(1), double.NaN) }),
            IdOf(new { holder = new Holder(new Base(1), double.PositiveInfinity) }),
            IdOf(new { pairs = new Pairs([(1, "a")]) }),
            IdOf(new { pairs = new Pairs([(1, "b")]) }),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_step_may_stand_inside_an_object()
    {
        var one = Step.Create<Number>(new { value = 1.5 });

        var step = Step.Create<TakesPoint>(new { holder = new { Held = new { Size = 2 }, Rate = one } });

        Assert.Equal([one], step.Dependencies);
        Assert.Equal(3.0, await step.ResultAsync(new MemoryStepCache()));
    }

    private static string IdOf(object arguments) => Step.Create<TakesObjects>(arguments).UniqueId;

    private static Ring Cycle()
    {
        var ring = new Ring();
        ring.Next = new Ring { Next = ring };
        return ring;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class TakesPoint : Step<double>
{
    public double Run(Holder holder) => holder.Held.Size * holder.Rate;
}
