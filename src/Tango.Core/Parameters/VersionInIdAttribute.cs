namespace Tango;

/// <summary>
/// Gives a type of arguments a version that is part of the unique ids of all steps with a parameter of the type, or of a list or dictionary of it: raise it when equal data
/// has come to mean something else. Steps without a version notice changes of such a type's code by themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class VersionInIdAttribute : Attribute
{
    /// <summary>Sets the version.</summary>
    /// <param name="version">Any text.</param>
    public VersionInIdAttribute(string version) => Version = version;

    /// <summary>The version.</summary>
    public string Version { get; }
}
