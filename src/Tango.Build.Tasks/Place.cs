namespace Tango.Build.Tasks;

/// <summary>A place in a file, counted from 1.</summary>
/// <param name="Line">The line; 0 when not known.</param>
/// <param name="Column">The column; 0 when not known.</param>
internal readonly record struct Place(int Line, int Column)
{
    /// <summary>Somewhere in the file.</summary>
    public static Place Unknown => default;
}
