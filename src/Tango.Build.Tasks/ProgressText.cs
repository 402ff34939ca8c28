using System.Globalization;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>Formats progress: <c>60 % · epoch 30 of 50</c>.</summary>
internal static class ProgressText
{
    /// <summary>Formats a progress event of a step.</summary>
    public static string Format(RunEvent.StepProgressed progressed)
    {
        var percent = progressed.Fraction is { } fraction
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(fraction, 0, 1) * 100:0} %")
            : null;
        return string.IsNullOrEmpty(progressed.Text) ? percent ?? "" : percent is null ? progressed.Text : $"{percent} · {progressed.Text}";
    }
}
