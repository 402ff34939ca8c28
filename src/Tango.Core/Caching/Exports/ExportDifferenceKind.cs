namespace Tango.Caching.Exports;

/// <summary>How a file differs from what an export would write.</summary>
internal enum ExportDifferenceKind
{
    /// <summary>It is missing.</summary>
    Missing,

    /// <summary>Its content differs.</summary>
    Changed,

    /// <summary>It exists but is not part of the result.</summary>
    Extra,
}
