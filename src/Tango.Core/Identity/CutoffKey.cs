using System.Security.Cryptography;
using Tango.Graph;
using Tango.Parameters;

namespace Tango.Identity;

/// <summary>
/// The key of early cut-off: everything that is in a step's id, but the results that it uses by their content instead of by their ids. Steps with equal keys compute equal results,
/// also when a step above them has another id than before.
/// </summary>
internal static class CutoffKey
{
    private const int SchemeVersion = 1;
    private const int HashBytes = 20;

    /// <summary>The part of the key that is known before the steps above have run.</summary>
    /// <param name="contentHash">The hash of an input file's content, by its full path.</param>
    /// <returns>Null if the step uses no result of another, if a later build could not find its result, or if the code of a result's type is not known.</returns>
    public static string? PartOf(StepNode node, StepIdentity identity, Func<string, ReadOnlyMemory<byte>> contentHash)
    {
        if (node.Inputs.IsEmpty || !identity.IsFindable || node.Inputs.Any(input => input.Type.ResultFingerprint is null))
            return null;

        using var part = new CanonicalWriter();
        part.WriteInteger(SchemeVersion);
        WriteEntries(part, node, identity, contentHash);
        foreach (var input in node.Inputs)
        {
            part.WriteText($"{input.Type.Result?.Name}");
            part.WriteText(input.Type.ResultFingerprint!);
        }

        return Finish(part);
    }

    /// <summary>The key.</summary>
    /// <param name="results">What represents the results that the step uses: one for each of its inputs, in their order.</param>
    public static string Create(string part, IEnumerable<string> results)
    {
        using var key = new CanonicalWriter();
        key.WriteText(part);
        foreach (var result in results)
            key.WriteText(result);

        return Finish(key);
    }

    /// <summary>Whether a text can be a key.</summary>
    public static bool HasForm(string text) => text.Length == HashBytes / 5 * 8 && Base32.Is(text);

    // Arguments without references have in the key what they have in the id.
    private static void WriteEntries(CanonicalWriter part, StepNode node, StepIdentity identity, Func<string, ReadOnlyMemory<byte>> contentHash)
    {
        var encoder = new ValueEncoder(contentHash, NumbersOf(node));
        var referring = node.Arguments.Where(argument => References.In(argument.Value).Any())
            .ToDictionary(argument => IdentityEntryNames.Argument(argument.Parameter.Name), argument => argument.Value, StringComparer.Ordinal);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var value = new CanonicalWriter();
        foreach (var entry in identity.Entries)
        {
            part.WriteText(entry.Name);
            if (referring.TryGetValue(entry.Name, out var argument))
            {
                encoder.Write(value, argument);
                value.Finish(hash);
                part.WriteBytes(hash);
            }
            else
            {
                part.WriteBytes(Convert.FromHexString(entry.Hash));
            }
        }
    }

    // The names of steps are not in ids either.
    private static Func<string, string> NumbersOf(StepNode node)
    {
        var numbers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var input in node.Inputs)
            numbers.Add(input.Name, $"{numbers.Count}");

        return name => numbers[name];
    }

    private static string Finish(CanonicalWriter writer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        writer.Finish(hash);
        return Base32.Encode(hash[..HashBytes]);
    }
}
