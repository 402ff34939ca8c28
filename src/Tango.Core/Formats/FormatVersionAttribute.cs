namespace Tango.Formats;

/// <summary>
/// The version of a custom format; default: 1. Raise it when the same result is written differently than before, or files of the version before can no longer be read:
/// it is part of the unique ids of the steps whose results the format stores. An attribute, because a build reads it without running any code. Not inherited.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FormatVersionAttribute : Attribute
{
    /// <summary>States the version.</summary>
    /// <param name="version">1 or more.</param>
    public FormatVersionAttribute(int version) => Version = version;

    /// <summary>The version.</summary>
    public int Version { get; }
}
