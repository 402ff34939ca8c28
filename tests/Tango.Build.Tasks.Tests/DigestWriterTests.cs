namespace Tango.Build.Tasks.Tests;

public sealed class DigestWriterTests
{
    [Fact]
    public void The_boundary_between_two_texts_counts() =>
        Assert.NotEqual(DigestOf("ab", "c"), DigestOf("a", "bc"));

    [Fact]
    public void A_text_that_looks_like_two_is_one() => Assert.NotEqual(DigestOf("a1:b"), DigestOf("a", "b"));

    [Fact]
    public void Different_unpaired_surrogates_differ() => Assert.NotEqual(DigestOf("\uD800"), DigestOf("\uD801"));

    [Fact]
    public void Numbers_that_follow_each_other_are_distinguished()
    {
        var (one, other) = (new DigestWriter(), new DigestWriter());
        one.WriteNumber(1);
        one.WriteNumber(23);
        other.WriteNumber(12);
        other.WriteNumber(3);

        Assert.NotEqual(one.Finish(), other.Finish());
    }

    private static byte[] DigestOf(params string[] texts)
    {
        var writer = new DigestWriter();
        foreach (var text in texts)
            writer.WriteText(text);

        return writer.Finish();
    }
}
