namespace Tango.Graph.Exports;

/// <summary>The export of a step's result, in its declaration. Steps in code have none: only builds export.</summary>
internal sealed record ExportSettings
{
    /// <summary>No export.</summary>
    public static ExportSettings None { get; } = new();

    /// <summary>The path of the export, as written (relative to the project); null if there is none.</summary>
    public string? To { get; init; }

    /// <summary>The item type that the exported path is added to; null if there is none.</summary>
    public string? Item { get; init; }

    /// <summary>Which existing files the export may replace.</summary>
    public ExportMode Mode { get; init; }
}
