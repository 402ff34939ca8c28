using Tango.Diagnostics;
using Tango.Graph;

namespace Tango;

/// <summary>What a run of a pipeline finds on its way: mistakes and warnings, and results that are not what the plan took them for.</summary>
internal sealed class RunFindings
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);

    /// <summary>Mistakes and warnings, in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The unique ids of damaged entries that no plan has taken up yet.</summary>
    public IReadOnlySet<string> Damaged => _damaged;

    /// <summary>Whether results that the plan counted on turned out to be lost, so that a new plan is needed.</summary>
    public bool HasLostResults { get; set; }

    /// <summary>Adds a mistake or a warning.</summary>
    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Adds mistakes and warnings.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>An entry is damaged: it counts as missing from now on.</summary>
    public void AddDamage(StepNode node, string uniqueId, string damage)
    {
        _damaged.Add(uniqueId);
        _diagnostics.Add(Descriptors.DamagedEntry.Of(new DiagnosticSubject(node.File, node.Name), uniqueId, damage));
    }

    /// <summary>A result that the plan counted on is gone, or damaged.</summary>
    public void AddLost(StepNode node, string uniqueId, string? damage)
    {
        HasLostResults = true;
        if (damage is not null)
        {
            AddDamage(node, uniqueId, damage);
        }
    }

    /// <summary>A damaged entry has been replaced by a sound one.</summary>
    public void ForgetDamage(string uniqueId) => _damaged.Remove(uniqueId);

    /// <summary>A plan has taken up the damaged entries, and what runs now makes them anew.</summary>
    public void ForgetDamage() => _damaged.Clear();
}
