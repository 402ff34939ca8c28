using Tango.Diagnostics;
using Tango.Graph;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Planning;

/// <summary>Refuses exports of results that are not cached. An export is a copy of a cache entry, so there would be nothing to copy.</summary>
internal static class UnstoredExport
{
    /// <summary>The error about the export of a step, with a solution.</summary>
    /// <param name="place">The path of the export.</param>
    /// <param name="why">Why its result is not cached.</param>
    public static Diagnostic Create(StepNode node, string place, Reason why)
    {
        var (cause, wayOut) = Explain(node, why);
        return Descriptors.UnstoredExport.Create(new DiagnosticSubject(node.File, node.Name, SettingNames.ExportTo), node.Name, place, cause, wayOut);
    }

    private static (string Cause, string WayOut) Explain(StepNode node, Reason why)
    {
        if (why.Kind == ReasonKind.UpstreamNotDeterministic)
            return ($"depends on '{why.Subject}', which is not deterministic", $"Mark the class of '{why.Subject}' Deterministic = true, if equal inputs give equal results");

        var name = node.Type.ClassName;
        if (node.Options.CacheResults == false)
            return ("has CacheResults=\"false\"", $"Remove that{(CachePreference.IsCacheable(node.Type, null) ? "" : $", and mark {name} Caching = StepCaching.Always")}{ForCommand(node)}");

        return node.Type.Caching == StepCaching.Never
            ? ($"is of type {name}, which is marked Caching = StepCaching.Never", $"Mark {name} Caching = StepCaching.Always")
            : ($"is of type {name}, which is not marked Deterministic", $"Mark {name} Deterministic = true, if equal inputs give equal results, else Caching = StepCaching.Always");
    }

    private static string ForCommand(StepNode node) => CommandType.Is(node.Type) ? ", or let the command write the file itself and name it in Outputs" : "";
}
