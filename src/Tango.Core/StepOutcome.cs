using Tango.Runs;

namespace Tango;

/// <summary>What became of one step.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Path">The directory of its cache entry.</param>
/// <param name="Format">The format, with its compression.</param>
internal sealed record StepOutcome(string Name, string UniqueId, StepState State, string Path, string Format)
{
    /// <summary>How long it ran; zero when it did not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The full path at which the result was made available; null when it was not asked for.</summary>
    public string? ExportedTo { get; init; }

    /// <summary>The full paths of the files there: one, or those of a directory.</summary>
    public IReadOnlyList<string> ExportedFiles { get; init; } = [];

    /// <summary>The full paths of the outputs of a command, in the project; empty for other steps.</summary>
    public IReadOnlyList<string> PlacedFiles { get; init; } = [];

    /// <summary>The item type the exported path is to be added to; null: none.</summary>
    public string? ExportItem { get; init; }

    /// <summary>The step's own line about what came out; null in up-to-date builds, which read no entry.</summary>
    public string? Summary { get; init; }

    /// <summary>Why it ran, in words; null when it did not.</summary>
    public string? Reason { get; init; }
}
