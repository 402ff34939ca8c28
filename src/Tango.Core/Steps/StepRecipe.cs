using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>The arguments and settings of a step that was created in code. Immutable.</summary>
internal sealed class StepRecipe
{
    /// <summary>The step's type.</summary>
    public required StepType Type { get; init; }

    /// <summary>The loaded declaring type of the step's method.</summary>
    public required Type Code { get; init; }

    /// <summary>Its settings.</summary>
    public required StepOptions Options { get; init; }

    /// <summary>Its name in messages if it has no name.</summary>
    public required string Label { get; init; }

    /// <summary>One for each parameter, in ordinal order of their names.</summary>
    public required ImmutableArray<StepArgument> Arguments { get; init; }

    /// <summary>The steps that references in the arguments name, in order.</summary>
    public required ImmutableArray<KeyValuePair<string, Step>> References { get; init; }

    /// <summary>The file that declares it; null for steps in code.</summary>
    public string? File { get; init; }

    /// <summary>Cached data about the step's identity, used only by the layer that computes it.</summary>
    public object? Identity { get; set; }
}
