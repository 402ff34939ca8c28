namespace Tango.Planning;

/// <summary>What became of one step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UniqueId">Its unique id.</param>
/// <param name="IsNeeded">Whether its result is in the cache; false when nobody needed it.</param>
/// <param name="Format">The format, with its compression.</param>
/// <param name="ExportedTo">Where its result is made available; null: nowhere.</param>
/// <param name="ExportedFiles">The full paths of the files there.</param>
/// <param name="ExportItem">The item type of the exported path.</param>
/// <param name="PlacedFiles">The full paths of the outputs of a command, in the project.</param>
internal sealed record RecordedStep(
    string Name,
    string UniqueId,
    bool IsNeeded,
    string Format,
    string? ExportedTo,
    string[] ExportedFiles,
    string? ExportItem,
    string[] PlacedFiles);
