using Tango.Diagnostics;
using Tango.Steps;
using Tango.Steps.CodeFingerprints;

namespace Tango.Planning;

/// <summary>Describes the difference of two fingerprints in a few words: <c>Trainer.Fit, Trainer.Loss</c>, <c>CsvHelper 33.0.1 → 33.1.0</c>.</summary>
internal static class CodeDifference
{
    private const int MaxNames = 4;
    private const string PackagePrefix = CodePart.Package + " ";

    private static readonly string[] WholeNames = [CodePart.Assembly + " ", CodePart.Resource + " ", CodePart.File + " ", CodePart.Switch + " "];

    /// <summary>The names of the different entries, packages last; null if there are none.</summary>
    public static string? Describe(CodeFingerprint before, CodeFingerprint now)
    {
        var changes = now.ChangesSince(before);
        var names = changes.Where(name => !IsPackage(name)).Select(name => IsNamedWhole(name) ? name : Short(name)).Distinct(StringComparer.Ordinal).ToList();
        names.AddRange(Packages(changes, before, now));
        return names.Count == 0 ? null : NameList.Join(names, max: MaxNames);
    }

    // Entries other than code are named in full.
    private static bool IsNamedWhole(string entry) => Array.Exists(WholeNames, kind => entry.StartsWith(kind, StringComparison.Ordinal));

    private static bool IsPackage(string entry) => entry.StartsWith(PackagePrefix, StringComparison.Ordinal);

    private static IEnumerable<string> Packages(IReadOnlyList<string> changes, CodeFingerprint before, CodeFingerprint now)
    {
        var earlier = Versions(before);
        var current = Versions(now);
        return changes.Where(IsPackage).Select(entry => Split(entry).Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => $"{name} {earlier.GetValueOrDefault(name, "none")} → {current.GetValueOrDefault(name, "none")}");
    }

    // A package may contain several assemblies, each of them an entry with the same name.
    private static Dictionary<string, string> Versions(CodeFingerprint fingerprint)
    {
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in fingerprint.Entries.Where(entry => IsPackage(entry.Name)))
        {
            var (name, version) = Split(entry.Name);
            versions.TryAdd(name, version);
        }

        return versions;
    }

    private static (string Name, string Version) Split(string entry)
    {
        var text = entry[PackagePrefix.Length..];
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
    }

    // Lib.Nets.Trainer`1.Fit(System.Int32) → Trainer.Fit; type Lib.Point → type Point; Lib.Trainer.ctor() → Trainer constructor.
    private static string Short(string entry)
    {
        var open = entry.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            var space = entry.LastIndexOf(' ');
            return space < 0 || !entry.Contains('.', StringComparison.Ordinal) ? entry : entry[..(space + 1)] + LastParts(entry[(space + 1)..], 1);
        }

        var name = LastParts(entry[..open], 2);
        return name.EndsWith(".ctor", StringComparison.Ordinal) ? name[..^".ctor".Length] + " constructor"
            : name.EndsWith(".cctor", StringComparison.Ordinal) ? name[..^".cctor".Length] + " static fields"
            : name.Replace(".get_", ".", StringComparison.Ordinal).Replace(".set_", ".", StringComparison.Ordinal);
    }

    private static string LastParts(string name, int count)
    {
        var parts = name.Split('.');
        return string.Join('.', parts.Skip(Math.Max(0, parts.Length - count)).Select(WithoutArity));
    }

    private static string WithoutArity(string name) => name.IndexOf('`', StringComparison.Ordinal) is >= 0 and var tick ? name[..tick] : name;
}
