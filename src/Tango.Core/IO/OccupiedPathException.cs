namespace Tango.IO;

/// <summary>Something else is where a folder must be: a link, a file, a pipe.</summary>
internal sealed class OccupiedPathException : IOException
{
    public OccupiedPathException(string path, FileKind kind)
        : base($"'{path}' must be a folder, but is {SpecialFile.Describe(kind)}")
    {
        OccupiedPath = path;
        IsLink = kind == FileKind.Link;
    }

    /// <summary>Full path.</summary>
    public string OccupiedPath { get; }

    /// <summary>Whether it is a link. It may lead to a folder, but others made it.</summary>
    public bool IsLink { get; }
}
