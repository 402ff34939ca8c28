using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

public sealed class ScalarTextTests
{
    public static TheoryData<object, string> Texts { get; } = new()
    {
        { true, "true" },
        { -1.5, "-1.5" },
        { 1e21, "1E+21" },
        { 1.50m, "1.50" },
        { -5L, "-5" },
        { new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), "2026-01-31T12:00:00.0000000Z" },
        { new DateOnly(2026, 1, 31), "2026-01-31" },
        { new TimeOnly(12, 30), "12:30:00.0000000" },
        { TimeSpan.FromMinutes(-90), "-01:30:00" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_value_has_one_text_in_every_culture(object value, string text)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            Assert.Equal(text, ScalarText.Format(value));
        }
    }
}
