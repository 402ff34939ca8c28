using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class ArgumentValueTextTests
{
    private static readonly ArgumentValue Nested = new ArgumentValue.Map(
    [
        new("files", new ArgumentValue.Files([new("/p/a.txt", "a.txt"), new("/p/b.txt", "b.txt")])),
        new("list", new ArgumentValue.List([Number(1), new ArgumentValue.List([]), new ArgumentValue.Map([new("x", Number(20))])])),
        new("text", new ArgumentValue.Scalar("some words")),
    ]);

    [Fact]
    public void A_value_in_words() =>
        Assert.Equal("{files: a.txt; b.txt, list: [1, [], {x: 20}], text: some words}", Nested.ToString());

    [Fact]
    public void A_shortened_value_is_the_beginning_of_it_wherever_it_is_cut()
    {
        var whole = Nested.ToString()!;
        for (var max = 1; max <= whole.Length + 1; max++)
            Assert.Equal(max >= whole.Length ? whole : whole[..(max - 1)] + "…", Nested.Shortened(max));
    }

    [Fact]
    public void Shortening_costs_the_same_however_long_the_value_is()
    {
        var list = new ArgumentValue.List([.. Enumerable.Range(0, 2_000_000).Select(number => Number(number))]);
        list.Shortened(200);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var text = list.Shortened(200);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.StartsWith("[0, 1, 2,", text, StringComparison.Ordinal);
        Assert.Equal(200, text.Length);
    }

    private static ArgumentValue.Scalar Number(long number) => new(number);
}
