namespace Tango;

/// <summary>
/// Says how a step behaves, on a class that derives from <see cref="Step{T}"/>, or makes a step of a public static method.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class StepAttribute : Attribute
{
    /// <summary>Registers the step under its class's or method's name.</summary>
    public StepAttribute()
    {
    }

    /// <summary>Registers the step under a name of its own.</summary>
    /// <param name="name">What <c>Type="…"</c> may say beside the class name and the full name.</param>
    public StepAttribute(string name) => Name = name;

    /// <summary>The registered name; null when there is none beside the class's.</summary>
    public string? Name { get; }

    /// <summary>Whether equal inputs always give equal results. Default <see langword="false"/>: the result is then not cached.</summary>
    public bool Deterministic { get; set; }

    /// <summary>
    /// Whether results may be cached. Left out, they are when the step is deterministic. <see langword="false"/>: never, though
    /// steps that depend on it may be cached. <see langword="true"/>: even when not deterministic.
    /// </summary>
    public bool Cacheable { get; set; }

    /// <summary>
    /// The version that stands for the step's code in its id; letters and digits. Left out, a fingerprint of the compiled code does.
    /// Going back to an earlier version finds the earlier results.
    /// </summary>
    public string? Version { get; set; }

    /// <summary>
    /// How the result is stored: <c>json</c>, <c>jsonl</c>, <c>text</c>, <c>bytes</c>, <c>file</c> or <c>directory</c>, as it is or compressed with
    /// <c>.gz</c>, <c>.br</c> or <c>.zst</c>. Left out, the result's type decides.
    /// </summary>
    public string? Format { get; set; }
}
