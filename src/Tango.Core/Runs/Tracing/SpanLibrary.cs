using System.Reflection;

namespace Tango.Runs.Tracing;

/// <summary>
/// The library of .NET that has spans. To load and prepare it takes a tenth of the processor time of a worker's start, so nothing here uses it before somebody else has: nobody else can listen. The compiler loads it for any method that mentions its
/// types, so such methods are called only when it is loaded.
/// </summary>
internal static class SpanLibrary
{
    private const string Name = "System.Diagnostics.DiagnosticSource,";

    private static volatile bool _isLoaded;

    static SpanLibrary()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Look(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            Look(assembly);
    }

    /// <summary>Whether somebody may listen, or has a span.</summary>
    public static bool IsLoaded => _isLoaded;

    private static void Look(Assembly assembly)
    {
        if (assembly.FullName is { } name && name.StartsWith(Name, StringComparison.Ordinal))
            _isLoaded = true;
    }
}
