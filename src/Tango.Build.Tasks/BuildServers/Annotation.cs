namespace Tango.Build.Tasks.BuildServers;

/// <summary>An error or a warning that a build server shows beside the line of a file.</summary>
/// <param name="IsError">An error, or a warning.</param>
/// <param name="Code">E.g. <c>TANGO0201</c>.</param>
/// <param name="Message">One or more lines.</param>
internal sealed record Annotation(bool IsError, string Code, string Message)
{
    /// <summary>The full path of the file; null if there is none in the server's folder.</summary>
    public string? File { get; init; }

    /// <summary>Where in the file.</summary>
    public SourcePosition Position { get; init; }

    /// <summary>The word of both servers.</summary>
    public string Kind => IsError ? "error" : "warning";
}
