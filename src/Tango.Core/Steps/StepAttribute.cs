namespace Tango;

/// <summary>
/// Sets how a step behaves, on a class that derives from <see cref="Step{T}"/>, or creates a step from a public static method.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class StepAttribute : Attribute
{
    /// <summary>Registers the step under its class's or method's name.</summary>
    public StepAttribute()
    {
    }

    /// <summary>Registers the step under a name of its own.</summary>
    /// <param name="name">A name that <c>Type="…"</c> can use besides the class name and the full name.</param>
    public StepAttribute(string name) => Name = name;

    /// <summary>The registered name; null if there is none.</summary>
    public string? Name { get; }

    /// <summary>Whether equal inputs always give equal results. Default <see langword="false"/>: the result is then not cached.</summary>
    public bool Deterministic { get; set; }

    /// <summary>Whether results may be cached. Left out, they are when the step is deterministic.</summary>
    public StepCaching Caching { get; set; }

    /// <summary>
    /// A short form of <see cref="Caching"/>: <see langword="true"/> is <see cref="StepCaching.Always"/>, <see langword="false"/> is <see cref="StepCaching.Never"/>. Of both, the last one
    /// counts. Reads as <see langword="true"/> unless results may never be cached.
    /// </summary>
    public bool Cacheable
    {
        get => Caching != StepCaching.Never;
        set => Caching = value ? StepCaching.Always : StepCaching.Never;
    }

    /// <summary>
    /// The version that represents the step's code in its id; letters and digits. Default: a fingerprint of the compiled code.
    /// Going back to an earlier version finds the earlier results.
    /// </summary>
    public string? Version { get; set; }

    /// <summary>
    /// How the result is stored: <c>json</c>, <c>jsonl</c>, <c>text</c>, <c>bytes</c>, <c>file</c> or <c>directory</c>, as it is or compressed with
    /// <c>.gz</c>, <c>.br</c> or <c>.zst</c>. Left out, the result's type decides.
    /// </summary>
    public string? Format { get; set; }
}
