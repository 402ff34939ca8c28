using System.Collections.Immutable;

namespace Tango.Graph.Binding;

/// <summary>The parts of the text after <c>ref:</c>.</summary>
/// <param name="Step">The name of an existing step.</param>
/// <param name="Path">The path into its result.</param>
/// <param name="Problem">The error of the path; null if there is none.</param>
internal sealed record ParsedReference(string Step, ImmutableArray<string> Path, string? Problem);
