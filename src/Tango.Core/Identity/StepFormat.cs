using Tango.Formats;
using Tango.Graph;

namespace Tango.Identity;

/// <summary>How a step's result is stored: as the declaration says, else as the step type says, else by the result's type.</summary>
internal static class StepFormat
{
    /// <summary>The format of a step.</summary>
    /// <param name="node">The step.</param>
    public static FormatName Of(StepNode node) => node.Type.FormatOf(node.Settings.Format);
}
