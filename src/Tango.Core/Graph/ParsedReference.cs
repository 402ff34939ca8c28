using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>What follows <c>ref:</c>, taken apart.</summary>
/// <param name="Step">The name of an existing step.</param>
/// <param name="Path">The way into its result.</param>
/// <param name="Problem">What is wrong with the path; null when nothing is.</param>
internal sealed record ParsedReference(string Step, ImmutableArray<string> Path, string? Problem);
