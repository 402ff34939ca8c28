using System.Text;

namespace Tango.IO;

/// <summary>The form of a name in which letters and their accents are one character (NFC), as Linux and Windows write them. File systems of macOS may return them apart (NFD).</summary>
internal static class ComposedName
{
    /// <summary>The composed form; the name itself if it is no valid Unicode.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
            return name;

        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, which names on Windows may have.
            return name;
        }
    }
}
