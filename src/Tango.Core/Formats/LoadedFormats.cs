namespace Tango.Formats;

/// <summary>The formats of a running program: the built-in ones, and custom ones in loaded assemblies.</summary>
internal static class LoadedFormats
{
    /// <summary>Finds them by name.</summary>
    public static FormatRegistry Registry { get; } = new(Find);

    private static Type? Find(string name)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(name) is { } type)
                return type;
        }

        return null;
    }
}
