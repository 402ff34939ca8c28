using System.Globalization;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>A file at which a result was made available.</summary>
/// <remarks>A class: collections of structs would be compiled anew in every build.</remarks>
/// <param name="Path">Its full path.</param>
/// <param name="Step">The step whose result it is.</param>
/// <param name="ItemType">The item type it is to be added to; empty: none.</param>
/// <param name="Seen">What the file looked like when it was exported: its size and time; empty: not known, or it was not there.</param>
internal sealed record ExportedFile(string Path, string Step, string ItemType, string Seen = "")
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its full path.</param>
    // Not which file it is: that is another after a copy of the whole folder, as build servers make.
    public static string Look(string path)
    {
        var stamp = FileStamp.Of(path);
        return stamp.Exists ? stamp.Size.ToString(CultureInfo.InvariantCulture) + ":" + stamp.WrittenTicks.ToString(CultureInfo.InvariantCulture) : "";
    }

    /// <summary>Whether somebody else has written the file since it was exported.</summary>
    public bool IsSomebodyElses() => Seen.Length > 0 && Look(Path) is { Length: > 0 } now && now != Seen;
}
