using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.IO;

namespace Tango.Planning;

/// <summary>
/// The steps that run even if cached. A pattern forces the matching steps among the wanted ones and those that they depend on, directly or not. A plain name forces its step in
/// any case, unless steps were selected: then nothing outside the selection runs.
/// </summary>
internal sealed class ForcedSteps
{
    private readonly bool[] _forced;

    /// <summary>Finds the steps.</summary>
    /// <param name="wanted">Which steps are wanted, by index.</param>
    public ForcedSteps(StepGraph graph, PlanOptions options, bool[] wanted)
    {
        _forced = new bool[graph.Nodes.Length];
        if (options.Force.IsEmpty)
        {
            Warnings = [];
            return;
        }

        var needed = Needed(graph, wanted);
        var warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var pattern in options.Force)
        {
            var isFree = options.Select.IsEmpty && !Glob.IsPattern(pattern);
            if (!Force(graph, pattern, index => isFree || needed[index]))
                warnings.Add(Descriptors.ForcesNothing.Create(DiagnosticSubject.None, pattern));
        }

        Warnings = warnings.DrainToImmutable();
    }

    /// <summary>A warning for each pattern that forces nothing.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; }

    /// <summary>Whether a step is forced.</summary>
    public bool Contains(StepNode node) => _forced[node.Index];

    private bool Force(StepGraph graph, string pattern, Func<int, bool> mayRun)
    {
        var found = false;
        foreach (var node in graph.Nodes)
        {
            if (node.Referenced is null && mayRun(node.Index) && Glob.Matches(pattern, node.Name))
                _forced[node.Index] = found = true;
        }

        return found;
    }

    // Nodes come after those they depend on, so one pass from the end finds all.
    private static bool[] Needed(StepGraph graph, bool[] wanted)
    {
        var needed = (bool[])wanted.Clone();
        for (var index = needed.Length - 1; index >= 0; index--)
        {
            if (!needed[index])
                continue;

            foreach (var dependency in graph.Nodes[index].Inputs.Concat(graph.Nodes[index].OrderOnly))
                needed[dependency.Index] = true;
        }

        return needed;
    }
}
