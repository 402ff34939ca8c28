using Tango.Planning;

namespace Tango.Reports;

/// <summary>The colours of planned actions in files that others draw.</summary>
internal static class ActionColors
{
    /// <summary>The colour of texts.</summary>
    public const string Text = "#1b1f24";

    /// <summary>The colours of a box.</summary>
    public static (string Fill, string Line) Of(PlannedAction action) => action switch
    {
        PlannedAction.Run => ("#ffe8c2", "#c77700"),
        PlannedAction.Cached => ("#d7f0dd", "#2a7d46"),
        PlannedAction.Blocked => ("#f9d6d5", "#b3261e"),
        _ => ("#eceff1", "#8a939b"),
    };
}
