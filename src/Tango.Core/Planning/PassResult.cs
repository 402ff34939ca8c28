namespace Tango.Planning;

/// <summary>What a pass of a build did.</summary>
/// <param name="Result">Its result.</param>
/// <param name="Missing">The unique ids of results that the plan counted on and that are missing, so that a new plan is needed.</param>
/// <remarks>A class, as whatever is awaited in a build: methods of generic types for tuples are compiled in every process.</remarks>
internal sealed record PassResult<T>(T Result, IReadOnlyCollection<string> Missing);
