namespace Tango.Build.Tasks;

/// <summary>A position in a file, counted from 1.</summary>
/// <param name="Line">The line; 0 if unknown.</param>
/// <param name="Column">The column; 0 if unknown.</param>
internal readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>An unknown position.</summary>
    public static SourcePosition Unknown => default;
}
