namespace Tango.Graph.Projects;

/// <summary>A step of another project: everything that a project which uses its result needs.</summary>
/// <param name="Name">The step's name in its own project.</param>
/// <param name="UniqueId">Its unique id, the key of its entry.</param>
/// <param name="Format">The format of its result.</param>
/// <param name="Assembly">The simple name of the assembly with its step type.</param>
/// <param name="Type">The full name of its step type.</param>
internal sealed record ReferencedStep(string Name, string UniqueId, string Format, string Assembly, string Type)
{
    /// <summary>The file that declares it.</summary>
    public string? File { get; init; }

    /// <summary>Full path of the directory with its entry, if that is not the cache of its pipeline: the entry there cannot be used. Otherwise null.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether a later build computes the same id.</summary>
    public bool IsFindable { get; init; }

    /// <summary>Why its result is not cached, so that no other project can use it; null if it is cached.</summary>
    public string? NotCachedBecause { get; init; }

    /// <summary>Its state. Not part of ids: for other projects it does not matter whether it ran or was cached.</summary>
    public ReferencedState State { get; init; }
}
