using System.Collections.Immutable;
using Tango.Identity;

namespace Tango.Engine;

/// <summary>A graph with the identities of its steps.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Identities">The identity of each step, by its index.</param>
internal sealed record IdentifiedGraph(StepGraph Graph, ImmutableArray<StepIdentity> Identities);
