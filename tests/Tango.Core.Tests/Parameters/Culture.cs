using System.Globalization;

namespace Tango.Core.Tests.Parameters;

/// <summary>Another culture for the time of a test, on its thread and whatever that starts.</summary>
internal sealed class Culture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    private Culture(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

    /// <summary>Decimal commas, points between thousands; a lower-case i without a capital I; another calendar; other digits and signs.</summary>
    public static IReadOnlyList<string> Names { get; } = ["", "de-DE", "tr-TR", "th-TH", "ar-SA", "sv-SE"];

    public static Culture Use(string name) => new(name);

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
