using Microsoft.Build.Utilities;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.BuildServers;

/// <summary>Has a build server show errors and warnings beside the lines of files, unless it does that already for the lines that MSBuild prints.</summary>
internal sealed class Annotator
{
    private readonly IBuildServer _server;
    private readonly TaskLoggingHelper _log;
    private readonly string _projectFile;
    private readonly SourcePlaces _places;

    public Annotator(IBuildServer server, TaskLoggingHelper log, string projectFile)
    {
        _server = server;
        _log = log;
        _projectFile = projectFile;
        _places = new SourcePlaces(server.Root, Path.GetDirectoryName(projectFile)!);
    }

    /// <summary>The codes of warnings that the project does not want to see, as in <c>NoWarn</c>.</summary>
    public string NoWarn { get; init; } = "";

    /// <summary>Whether the build counts a warning as an error, by its code.</summary>
    public Func<string, bool> IsTreatedAsError { get; init; } = static _ => false;

    /// <summary>Writes the annotation of an error or a warning that was logged.</summary>
    /// <param name="file">The file that the log names.</param>
    /// <param name="position">The position that it names.</param>
    /// <param name="message">The message, printable.</param>
    public void Annotate(Diagnostic diagnostic, string file, SourcePosition position, string message)
    {
        if (_server.Annotates(file == _projectFile, position.Line > 0) || (!diagnostic.IsError && IsUnwanted(diagnostic.Code)))
            return;

        var annotation = new Annotation(diagnostic.IsError || IsTreatedAsError(diagnostic.Code), diagnostic.Code, message) { File = _places.InClone(file), Position = position };
        if (diagnostic.Frame is { } frame && _places.FileOf(frame) is { } code)
            annotation = annotation with { File = code, Position = new SourcePosition(frame.Line, 0) };

        _log.LogCommand(_server.Format(annotation));
    }

    private bool IsUnwanted(string code) =>
        NoWarn.Split([';', ',', ' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Contains(code, StringComparer.OrdinalIgnoreCase);

}
