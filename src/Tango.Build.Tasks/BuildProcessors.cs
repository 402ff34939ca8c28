using Microsoft.Build.Framework;
using Tango.Engine;

namespace Tango.Build.Tasks;

/// <summary>Processors that MSBuild shares out among the projects that it builds at the same time.</summary>
internal static class BuildProcessors
{
    /// <summary>Asks MSBuild for processors. It grants at least one, and does not wait for more.</summary>
    /// <param name="wanted">How many would be used.</param>
    /// <returns>Null if MSBuild is too old to share, or does not for this task.</returns>
    public static ProcessorShare? Request(IBuildEngine engine, int wanted)
    {
        if (engine is not IBuildEngine9 sharing)
            return null;

        try
        {
            var granted = sharing.RequestCores(wanted);
            return new ProcessorShare(granted, () => sharing.ReleaseCores(granted));
        }
        catch (NotImplementedException)
        {
            // Task hosts in processes of their own have the interface and not the method.
            return null;
        }
    }
}
