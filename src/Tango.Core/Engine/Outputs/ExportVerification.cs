using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.IO;

namespace Tango.Engine.Outputs;

/// <summary>Which exports a build compares with existing files instead of writing them (<c>TangoExportMode=Verify</c>), and the errors about those that differ.</summary>
internal sealed class ExportVerification
{
    private const string ByBuilding = "Build without TangoExportMode=Verify, and commit what changes.";
    private const string ByHand = "Delete it by hand: builds delete only files that they exported.";

    private readonly PipelineRequest _request;
    private readonly RunFindings _findings;
    private readonly HashSet<string> _reported = new(PathComparison.Comparer);

    public ExportVerification(PipelineRequest request, RunFindings findings)
    {
        _request = request;
        _findings = findings;
    }

    /// <summary>Whether a file, or what is exported to a folder, is verified. Files in the build's output folders are not committed, so they are not verified.</summary>
    /// <param name="place">Full path.</param>
    public bool Covers(string place) => _request.VerifyExports && !_request.OutputFolders.Any(folder => PathComparison.IsIn(place, folder));

    /// <summary>Reports that a file differs; once per file.</summary>
    /// <param name="node">The step whose result the file must equal.</param>
    /// <param name="setting">The setting of its declaration that contains the path.</param>
    public void Report(StepNode node, string setting, ExportDifference difference)
    {
        if (_reported.Add(difference.Path))
        {
            var subject = new DiagnosticSubject(node.File, node.Name, setting);
            _findings.Add(Descriptors.ExportDiffers.Create(subject, difference.Path, node.Name, difference.What, difference.Kind == ExportDifferenceKind.Extra ? ByHand : ByBuilding));
        }
    }
}
