using System.Collections.Immutable;
using Tango.Graph;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>The line that a build prints for a step: <c>  Tango  model   ran       1.32 s  Epochs: 50 → 60</c>.</summary>
internal static class StepLine
{
    private const int WidestName = 40;
    private const int StateWidth = 7;
    private const int DurationWidth = 8;

    /// <summary>The width of the name column; unusually long names exceed it instead of moving all others.</summary>
    public static int NameWidth(ImmutableArray<StepDeclaration> declarations)
    {
        var width = 0;
        foreach (var declaration in declarations)
            width = Math.Max(width, declaration.Name.Length);

        return Math.Min(width, WidestName);
    }

    /// <summary>Formats a line.</summary>
    /// <param name="nameWidth">The width of the column of names.</param>
    /// <param name="state">Its state, or its progress.</param>
    /// <param name="duration">How long it ran; null if it did not.</param>
    /// <param name="details">Additional texts; null and empty ones are left out.</param>
    public static string Format(int nameWidth, string name, string state, TimeSpan? duration, params ReadOnlySpan<string?> details)
    {
        var time = duration is { } ran ? DurationText.Format(ran) : "";
        var columns = $"  Tango  {name.PadRight(nameWidth)}  {state.PadRight(StateWidth)}  {time.PadLeft(DurationWidth)}  {Join(details)}";
        return columns.TrimEnd();
    }

    private static string Join(ReadOnlySpan<string?> details)
    {
        var text = "";
        foreach (var detail in details)
        {
            if (!string.IsNullOrEmpty(detail))
                text = text.Length == 0 ? detail : $"{text} · {detail}";
        }

        return text;
    }
}
