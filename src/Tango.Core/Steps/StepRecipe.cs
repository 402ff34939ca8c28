using System.Collections.Immutable;

namespace Tango.Steps;

/// <summary>What a step made in code is to be run with. Never changes once the step is made.</summary>
internal sealed class StepRecipe
{
    /// <summary>The step's type.</summary>
    public required StepType Type { get; init; }

    /// <summary>The loaded type that holds the step's method.</summary>
    public required Type Code { get; init; }

    /// <summary>What was said of it beside the arguments.</summary>
    public required StepOptions Options { get; init; }

    /// <summary>What messages call it when it has no name.</summary>
    public required string Label { get; init; }

    /// <summary>One per parameter, in ordinal order of the parameters' names.</summary>
    public required ImmutableArray<RecipeArgument> Arguments { get; init; }

    /// <summary>The steps that references in the arguments name, in the order met.</summary>
    public required ImmutableArray<KeyValuePair<string, Step>> References { get; init; }

    /// <summary>The file that declares it; null in code.</summary>
    public string? File { get; init; }

    /// <summary>Computes the step's unique id.</summary>
    public required Func<Step, string> UniqueIdOf { get; init; }

    /// <summary>What was found out about the step, for the layer that found it out.</summary>
    public object? Identity { get; set; }
}
