using Microsoft.Build.Framework;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Says why a project with steps cannot compile them: Tango.Core is not among its references.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReportMissingTangoCore : TangoTask
{
    /// <summary>The project's target framework.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>Whether Tango.Core cannot be used with it.</summary>
    public bool IsFrameworkTooOld { get; set; }

    private protected override void Run(CancellationToken cancellationToken)
    {
        var subject = new DiagnosticSubject(ProjectFile);
        Diagnostics.Log(IsFrameworkTooOld ? Descriptors.FrameworkTooOld.Of(subject, TargetFramework) : Descriptors.CoreNotReferenced.Of(subject));
    }
}
