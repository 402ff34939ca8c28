using Tango.Formats;
using Tango.Graph;

namespace Tango.Identity;

/// <summary>The format of a step's result: that of the declaration, else that of the step type, else the default of the result's type.</summary>
internal static class StepFormat
{
    /// <summary>The format of a step.</summary>
    public static FormatName Get(StepNode node) => node.Type.FormatOf(node.Options.Format);
}
