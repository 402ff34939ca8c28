namespace Tango.Steps.Commands;

/// <summary>The kind of an output of a command.</summary>
internal enum CommandOutputKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A directory with everything below it.</summary>
    Directory,

    /// <summary>The files that a pattern matches.</summary>
    Pattern,
}
