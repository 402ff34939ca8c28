using Tango.IO;

namespace Tango.Caching.Exports;

/// <summary>A result was not exported: a file of other content is at its path and may not be replaced, or a link is on the way there.</summary>
internal sealed class ExportRefusedException : IOException
{
    /// <param name="place">The full path of the file that was to be written.</param>
    /// <param name="link">The full path of the link on the way there; null: a file is in the way.</param>
    public ExportRefusedException(string place, string? link = null)
        : base(link is null ? $"There is already a file '{place}'." : $"'{link}' in the path '{place}' is a link to '{FolderLinks.TargetOf(link)}'.")
    {
        ExportPath = place;
        Link = link;
    }

    /// <summary>The full path of the file that was to be written.</summary>
    public string ExportPath { get; }

    /// <summary>The full path of the link on the way there; null: a file is in the way.</summary>
    public string? Link { get; }
}
