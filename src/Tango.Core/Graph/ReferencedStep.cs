namespace Tango.Graph;

/// <summary>A step of another project: all that a project which takes its result has to know of it.</summary>
/// <param name="Name">The step's name in its own project.</param>
/// <param name="UniqueId">Its unique id, the key of its entry.</param>
/// <param name="Format">How its result is stored.</param>
/// <param name="Assembly">The simple name of the assembly that holds its step type.</param>
/// <param name="Type">The full name of its step type.</param>
internal sealed record ReferencedStep(string Name, string UniqueId, string Format, string Assembly, string Type)
{
    /// <summary>The file that declares it.</summary>
    public string? File { get; init; }

    /// <summary>Whether a later build computes the same id.</summary>
    public bool IsFindable { get; init; }

    /// <summary>Why its result is not kept, so that no other project can take it; null when it is kept.</summary>
    public string? NotKeptBecause { get; init; }

    /// <summary>What became of it. No matter of identity: that it ran and that it was cached is the same to others.</summary>
    public ReferencedState State { get; init; }
}
