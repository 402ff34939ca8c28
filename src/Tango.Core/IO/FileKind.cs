namespace Tango.IO;

/// <summary>The kind of file at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file with content.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, where links are not followed.</summary>
    Link,

    /// <summary>A named pipe. Opening it blocks until another process opens its other end.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device.</summary>
    Device,
}
