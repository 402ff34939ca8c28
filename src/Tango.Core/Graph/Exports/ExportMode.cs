namespace Tango.Graph.Exports;

/// <summary>Which existing files an export may replace.</summary>
internal enum ExportMode
{
    /// <summary>Only files that an earlier build exported: all others belong to the user.</summary>
    Protect,

    /// <summary>All files at the path: they belong to the step, and Clean does not remove them. For exports under version control.</summary>
    Replace,
}
