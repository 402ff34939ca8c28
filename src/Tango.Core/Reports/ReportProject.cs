using System.Collections.Immutable;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Reports;

/// <summary>A project in a report.</summary>
/// <param name="File">The full path of the project's file.</param>
/// <param name="Plan">The plan of its next build.</param>
internal sealed record ReportProject(string File, Plan Plan)
{
    /// <summary>The name of the project, with the target framework if that is told.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File) + (Framework.Length > 0 ? $" ({Framework})" : "");

    /// <summary>The target framework, where a page has several of a project; else empty.</summary>
    public string Framework { get; init; } = "";

    /// <summary>The name of the solution that is built; empty if it is none.</summary>
    public string Solution { get; init; } = "";

    /// <summary>The engine's state directory of the project and the target framework.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>The full path of the cache's directory.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>The records of its runs, the newest first.</summary>
    public ImmutableArray<RunRecord> Runs { get; init; } = [];

    /// <summary>The last run; null if there was none.</summary>
    public RunRecord? Last => Runs.IsEmpty ? null : Runs[0];

    /// <summary>The other projects of the last run's build.</summary>
    public ImmutableArray<ReportSibling> Siblings { get; init; } = [];

    /// <summary>Tells whether the cache has an entry, by its unique id.</summary>
    public required Func<string, bool> HasEntry { get; init; }
}
