namespace Tango.IO;

/// <summary>A pattern with the files that it matched.</summary>
/// <param name="Directory">The full path of the folder it is relative to.</param>
/// <param name="Pattern">The pattern, or a path.</param>
/// <param name="Found">The full paths of the files, one per line.</param>
internal sealed record StampedGlob(string Directory, string Pattern, string Found)
{
    public StampedGlob(string directory, string pattern, IReadOnlyList<string> found)
        : this(directory, pattern, string.Join('\n', found))
    {
    }

    /// <summary>Finds the files.</summary>
    public static StampedGlob Read(string directory, string pattern) => new(directory, pattern, Glob.Files(directory, pattern));

    /// <summary>Whether the pattern still matches the same files.</summary>
    public bool IsUnchanged() => string.Join('\n', Glob.Files(Directory, Pattern)) == Found;

    public static StampedGlob Read(StateReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadString());

    public static void Write(StateWriter writer, StampedGlob glob)
    {
        writer.Write(glob.Directory);
        writer.Write(glob.Pattern);
        writer.Write(glob.Found);
    }
}
