using System.Collections.Immutable;
using Tango.Identity;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>A step to run.</summary>
internal sealed record ExecutionStep
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its unique id; never computed again by who runs it.</summary>
    public required string UniqueId { get; init; }

    /// <summary>Its code.</summary>
    public required StepMethod Method { get; init; }

    /// <summary>The step type's full name.</summary>
    public required string Type { get; init; }

    /// <summary>The step type's version.</summary>
    public string? Version { get; init; }

    /// <summary>The fingerprint of its code.</summary>
    public string? CodeFingerprint { get; init; }

    /// <summary>How its result is stored, with the compression.</summary>
    public required string Format { get; init; }

    /// <summary>Whether its result is stored.</summary>
    public bool IsStored { get; init; }

    /// <summary>Whether it runs even if another process has made its result meanwhile.</summary>
    public bool IsForced { get; init; }

    /// <summary>Why it runs, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Its arguments, by the C# names of the parameters.</summary>
    public ImmutableArray<KeyValuePair<string, ArgumentValue>> Arguments { get; init; } = [];

    /// <summary>The input files its id was made of; its result is stored only if they are still the same then.</summary>
    public ImmutableArray<StampedInput> InputFiles { get; init; } = [];

    /// <summary>The names of steps of this plan that must be complete first.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>What is in its identity, for the entry's record.</summary>
    public ImmutableArray<IdentityEntry> Identity { get; init; } = [];

    /// <summary>The unique ids of the steps whose results it takes.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Processors it takes.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Bytes of memory it takes; null: not counted.</summary>
    public long? Memory { get; init; }

    /// <summary>Graphics processors it takes.</summary>
    public int Gpus { get; init; }

    /// <summary>The longest time one try may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed try is repeated.</summary>
    public int Retries { get; init; }
}
