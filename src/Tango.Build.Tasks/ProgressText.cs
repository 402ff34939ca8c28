using System.Globalization;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>Progress in words: <c>60 % · epoch 30 of 50</c>.</summary>
internal static class ProgressText
{
    /// <summary>Formats what a step said of how far it is.</summary>
    public static string Of(RunEvent.StepProgressed progressed)
    {
        var percent = progressed.Fraction is { } fraction
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(fraction, 0, 1) * 100:0} %")
            : null;
        return string.IsNullOrEmpty(progressed.Text) ? percent ?? "" : percent is null ? progressed.Text : $"{percent} · {progressed.Text}";
    }
}
