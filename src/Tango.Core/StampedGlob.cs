namespace Tango;

/// <summary>What a pattern found.</summary>
/// <param name="Directory">The folder it starts from.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Found">The full paths it found, one a line.</param>
internal sealed record StampedGlob(string Directory, string Pattern, string Found);
