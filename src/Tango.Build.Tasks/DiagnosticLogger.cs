using System.Globalization;
using Microsoft.Build.Utilities;
using Tango.Build.Tasks.BuildServers;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Writes diagnostics to the build's log: code, position in the project, message, help page.</summary>
internal sealed class DiagnosticLogger
{
    private readonly TaskLoggingHelper _log;
    private readonly string _projectFile;
    private readonly ItemLocator _locator = new();
    private readonly Annotator? _annotator;

    /// <summary>Creates a logger.</summary>
    /// <param name="projectFile">The file for diagnostics without one: MSBuild would use one of our targets files.</param>
    /// <param name="annotator">Shows them on a build server as well; null: there is none.</param>
    public DiagnosticLogger(TaskLoggingHelper log, string projectFile, Annotator? annotator = null)
    {
        _log = log;
        _projectFile = projectFile;
        _annotator = annotator;
    }

    /// <summary>Writes diagnostics in their order.</summary>
    public void LogAll(IReadOnlyList<Diagnostic> diagnostics)
    {
        for (var i = 0; i < diagnostics.Count; i++)
            Log(diagnostics[i]);
    }

    /// <summary>Writes one diagnostic.</summary>
    // Line and column without an end, as in messages of compilers, which tools that read logs expect.
    public void Log(Diagnostic diagnostic)
    {
        var subject = diagnostic.Subject with { File = diagnostic.Subject.File ?? _projectFile };
        var place = _locator.Locate(subject);
        var descriptor = diagnostic.Descriptor;
        var message = PrintableText.Lines(diagnostic.Message + PlaceOf(diagnostic.Related));
        if (diagnostic.IsError)
            _log.LogError(null, descriptor.Code, null, descriptor.HelpLink, subject.File, place.Line, place.Column, 0, 0, "{0}", message);
        else
            _log.LogWarning(null, descriptor.Code, null, descriptor.HelpLink, subject.File, place.Line, place.Column, 0, 0, "{0}", message);

        _annotator?.Annotate(diagnostic, subject.File, place, message);
    }

    /// <summary>The position of a step or an argument in its file.</summary>
    public SourcePosition Locate(DiagnosticSubject subject) => _locator.Locate(subject with { File = subject.File ?? _projectFile });

    // Positions as compilers write them, so that tools can find or open them.
    private string PlaceOf(DiagnosticSubject? related)
    {
        if (related?.File is not { } file)
            return "";

        var place = _locator.Locate(related);
        return place == SourcePosition.Unknown
            ? $" '{related.Step}' is declared in {file}."
            : string.Create(CultureInfo.InvariantCulture, $" '{related.Step}' is declared at {file}({place.Line},{place.Column}).");
    }
}
