using Tango.Diagnostics;
using Tango.Graph;

namespace Tango.Engine;

/// <summary>What a run of a pipeline finds: errors and warnings, and results that are not as the plan expected.</summary>
internal sealed class RunFindings
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _corrupt = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Errors and warnings, in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The unique ids of corrupt entries that no plan has handled yet.</summary>
    public IReadOnlySet<string> Corrupt => _corrupt;

    /// <summary>Whether results that the plan counted on are missing.</summary>
    public bool HasMissingResults => _missing.Count > 0;

    /// <summary>Adds an error or a warning.</summary>
    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Adds errors and warnings.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>Adds a corrupt entry: it counts as missing from now on.</summary>
    public void AddCorrupt(StepNode node, string uniqueId, string corruption)
    {
        _corrupt.Add(uniqueId);
        _diagnostics.Add(Descriptors.CorruptEntry.Create(new DiagnosticSubject(node.File, node.Name), uniqueId, corruption));
    }

    /// <summary>Records that a result that the plan counted on is not available.</summary>
    public void AddMissing(string uniqueId) => _missing.Add(uniqueId);

    /// <summary>Records that a result that the plan counted on is missing or corrupt.</summary>
    public void AddMissing(StepNode node, string uniqueId, string? corruption)
    {
        AddMissing(uniqueId);
        if (corruption is not null)
            AddCorrupt(node, uniqueId, corruption);
    }

    /// <summary>The unique ids of the results that were missing since the last call.</summary>
    public IReadOnlyCollection<string> DrainMissingResults()
    {
        string[] missing = [.. _missing];
        _missing.Clear();
        return missing;
    }

    /// <summary>Records that a corrupt entry was replaced by an intact one.</summary>
    public void ForgetCorrupt(string uniqueId) => _corrupt.Remove(uniqueId);

    /// <summary>Records that a plan computes all corrupt entries again.</summary>
    public void ForgetCorrupt() => _corrupt.Clear();
}
