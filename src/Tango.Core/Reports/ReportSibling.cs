using Tango.Runs;

namespace Tango.Reports;

/// <summary>Another project, or another target framework, of the same build.</summary>
/// <param name="Page">The address of its own report, relative to the page; null if there is none.</param>
internal sealed record ReportSibling(RunRecord Run, string? Page);
