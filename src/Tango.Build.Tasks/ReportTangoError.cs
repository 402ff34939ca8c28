using Microsoft.Build.Framework;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Reports an error or a warning that targets find. Its code, text and help link come from the table of diagnostics, like those of all other errors.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReportTangoError : TangoTask
{
    /// <summary>The name of a row of <see cref="Descriptors"/>.</summary>
    [Required]
    public string Diagnostic { get; set; } = "";

    /// <summary>The values for its text, in order. A semicolon in one of them must be escaped, e.g. by <c>[MSBuild]::Escape</c>.</summary>
    public string[] Arguments { get; set; } = [];

    /// <summary>The codes of warnings that the project does not want to see, as in <c>NoWarn</c>.</summary>
    public string Suppressed { get; set; } = "";

    private protected override string NoWarn => Suppressed;

    private protected override void Run(CancellationToken cancellationToken) =>
        Diagnostics.Log(Find(Diagnostic).Create(new DiagnosticSubject(ProjectFile), [.. Arguments]));

    private static DiagnosticDescriptor Find(string name) => name switch
    {
        nameof(Descriptors.InvalidSetting) => Descriptors.InvalidSetting,
        nameof(Descriptors.FrameworkTooOld) => Descriptors.FrameworkTooOld,
        nameof(Descriptors.CoreNotReferenced) => Descriptors.CoreNotReferenced,
        nameof(Descriptors.PackageBringsTango) => Descriptors.PackageBringsTango,
        nameof(Descriptors.ReferencedStepsOnlyPlanned) => Descriptors.ReferencedStepsOnlyPlanned,
        _ => throw new ArgumentException($"There is no error '{name}' that targets report.", nameof(name)),
    };
}
