using System.Text;

namespace Tango.Steps.CodeFingerprints;

/// <summary>A part of a fingerprint other than code: a package, an assembly, a resource, a file, a switch.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Digest">SHA-256 of its identity.</param>
internal sealed record CodePart(string Name, byte[] Digest)
{
    internal const string Package = "package";
    internal const string Assembly = "assembly";
    internal const string Resource = "resource";
    internal const string File = "file";
    internal const string Switch = "switch";

    /// <summary>Creates a part.</summary>
    /// <param name="kind">One of the constants.</param>
    /// <param name="name">Its name among those of its kind.</param>
    /// <param name="identity">What distinguishes it from others.</param>
    internal static CodePart Create(string kind, string name, params ReadOnlySpan<string> identity)
    {
        var text = new UnitText();
        text.Write(kind);
        foreach (var item in identity)
            text.Write(item);

        return new CodePart($"{kind} {OneLine(name)}", text.Digest());
    }

    // Names of resources and files may contain any character.
    private static string OneLine(string name)
    {
        if (!name.Any(char.IsControl))
            return name;

        var line = new StringBuilder(name);
        for (var i = 0; i < line.Length; i++)
            line[i] = char.IsControl(line[i]) ? '?' : line[i];

        return line.ToString();
    }
}
