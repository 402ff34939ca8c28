namespace Tango.Steps.Commands;

/// <summary>What an output of a command names.</summary>
internal enum CommandOutputKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A directory with everything below it.</summary>
    Directory,

    /// <summary>The files that a pattern finds.</summary>
    Pattern,
}
