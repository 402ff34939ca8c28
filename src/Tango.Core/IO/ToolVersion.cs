using System.Reflection;

namespace Tango;

/// <summary>The version of this library.</summary>
internal static class ToolVersion
{
    /// <summary>E.g. <c>0.1.0</c>, without the commit.</summary>
    public static string Current { get; } = Of(typeof(ToolVersion).Assembly);

    /// <summary>The version of an assembly, in the same form.</summary>
    public static string Of(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? version : version[..commit];
    }
}
