using System.Text;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>
/// The names of folders for steps: the step's name, unless a file system could not have it or would take it for another one. Then a digest follows, so that a folder has the same
/// name on every system.
/// </summary>
internal static class StepFolder
{
    // Of the 255 bytes that most file systems allow, some are needed for the digest. Inline steps have names as long as their path in the declaration.
    private const int MaxBytes = 200;
    private const int CutLength = 40;
    private const string Mark = "~";

    /// <summary>The name of a step's folder.</summary>
    /// <param name="step">The step's name.</param>
    public static string NameOf(string step) => IsSafe(step) ? step : Cut(step).TrimEnd('.', ' ') + Mark + DigestName.From(step);

    private static bool IsSafe(string name) =>
        name.Length > 0
        && name[^1] is not ('.' or ' ')
        && !name.Contains(Mark, StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(name) <= MaxBytes
        && !PortableName.IsDevice(name)
        && name.IsNormalized();

    private static string Cut(string name)
    {
        if (name.Length <= CutLength)
            return name;

        return name[..(char.IsHighSurrogate(name[CutLength - 1]) ? CutLength - 1 : CutLength)];
    }
}
