using System.Buffers;
using System.Text;

namespace Tango.IO;

/// <summary>Names of files and folders that every system can have, as one file or folder. Source: "Naming Files, Paths, and Namespaces" in the documentation of Windows.</summary>
internal static class PortableName
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), .. "<>:\"/\\|?*"]);

    // With any extension.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    // Followed by one of these, which is a digit, also a raised one.
    private static readonly string[] Ports = ["COM", "LPT"];
    private const string PortNumbers = "0123456789\u00B9\u00B2\u00B3";

    /// <summary>Why some system cannot have a name: the end of a sentence about it. Null if all can.</summary>
    /// <param name="name">One name, not empty, without folders.</param>
    public static string? FindFault(string name)
    {
        if (name.AsSpan().IndexOfAny(Forbidden) is >= 0 and var at)
            return name[at] < ' ' ? "contains a control character" : $"contains '{name[at]}'";

        if (name[^1] is '.' or ' ')
            return $"ends with {(name[^1] == '.' ? "a dot" : "a space")}";

        if (IsDevice(name))
            return $"is the device {name.Split('.')[0].TrimEnd().ToUpperInvariant()}";

        return IsUnicode(name) ? null : "is not Unicode text";
    }

    /// <summary>Whether Windows opens a device by this name, whatever the folder.</summary>
    public static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd();
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && PortNumbers.Contains(stem[3]) && Ports.Contains(stem[..3], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>A text that is the same for two paths if some system would take them for one: Windows and macOS ignore case, and macOS how accents are encoded.</summary>
    /// <param name="path">Names without a fault, with <c>/</c> between them.</param>
    public static string Fold(string path) => path.Normalize(NormalizationForm.FormC).ToUpperInvariant();

    private static bool IsUnicode(string name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
                return false;

            rest = rest[used..];
        }

        return true;
    }
}
