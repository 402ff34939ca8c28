using System.Collections.Immutable;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>A step to run.</summary>
internal sealed record ExecutionStep
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its unique id; the worker does not compute it again.</summary>
    public required string UniqueId { get; init; }

    /// <summary>Its code.</summary>
    public required StepMethod Method { get; init; }

    /// <summary>The step type's full name.</summary>
    public required string Type { get; init; }

    /// <summary>The step type's version.</summary>
    public string? Version { get; init; }

    /// <summary>The fingerprint of its code.</summary>
    public string? CodeFingerprint { get; init; }

    /// <summary>The format of its result, with the compression.</summary>
    public required string Format { get; init; }

    /// <summary>Whether its result is cached.</summary>
    public bool IsCacheable { get; init; }

    /// <summary>Whether it runs even if another process has computed its result meanwhile.</summary>
    public bool IsForced { get; init; }

    /// <summary>An equal step of this plan, which runs instead and whose result is used for both. Null if there is none.</summary>
    public string? SameAs { get; init; }

    /// <summary>Why it runs, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Its arguments, by the C# names of the parameters.</summary>
    public ImmutableArray<KeyValuePair<string, ArgumentValue>> Arguments { get; init; } = [];

    /// <summary>The input files in its id; its result is stored only if they are unchanged then.</summary>
    public ImmutableArray<StampedFile> InputFiles { get; init; } = [];

    /// <summary>The names of steps of this plan that must be complete before it starts.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>The parts of its identity, for the entry's metadata.</summary>
    public ImmutableArray<IdentityEntry> Identity { get; init; } = [];

    /// <summary>The unique ids of the steps whose results it uses.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The part of its key for early cut-off that is known before it runs; null if it takes over no earlier result, and none is taken from it.</summary>
    public string? CutoffPart { get; init; }

    /// <summary>
    /// Whether later steps of the plan use what it writes into the project: a command, whose outputs they may read there. Then it runs, and takes no earlier result over: the worker does not
    /// restore outputs.
    /// </summary>
    public bool IsReadInProject { get; init; }

    /// <summary>How long it took when it last ran; zero if that is not known.</summary>
    public TimeSpan LastDuration { get; init; }

    /// <summary>How many attempts of it have failed in this run, in workers before this one.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>The resources it uses, its limits and its retries. The plan has applied the other options already.</summary>
    public StepOptions Options { get; init; } = new();
}
