using Tango.Steps;

namespace Tango.Planning;

/// <summary>Says in few words what differs between two fingerprints: <c>Trainer.Fit, Trainer.Loss</c>, <c>CsvHelper 33.0.1 → 33.1.0</c>.</summary>
internal static class CodeDifference
{
    private const int MostNames = 4;
    private const string PackagePrefix = "package ";

    /// <summary>The names of what differs, packages last; null when nothing does.</summary>
    /// <param name="before">The earlier fingerprint.</param>
    /// <param name="now">The fingerprint.</param>
    public static string? Describe(CodeFingerprint before, CodeFingerprint now)
    {
        var changes = now.ChangesSince(before);
        var names = changes.Where(name => !IsPackage(name)).Select(Short).Distinct(StringComparer.Ordinal).ToList();
        names.AddRange(Packages(changes, before, now));
        return names.Count switch
        {
            0 => null,
            <= MostNames => string.Join(", ", names),
            _ => $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more",
        };
    }

    private static bool IsPackage(string entry) => entry.StartsWith(PackagePrefix, StringComparison.Ordinal);

    private static IEnumerable<string> Packages(IReadOnlyList<string> changes, CodeFingerprint before, CodeFingerprint now)
    {
        var earlier = Versions(before);
        var current = Versions(now);
        return changes.Where(IsPackage).Select(entry => Split(entry).Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => $"{name} {earlier.GetValueOrDefault(name, "none")} → {current.GetValueOrDefault(name, "none")}");
    }

    // One package may bring several assemblies, each an entry of the same name.
    private static Dictionary<string, string> Versions(CodeFingerprint fingerprint)
    {
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in fingerprint.Entries.Where(entry => IsPackage(entry.Key)))
        {
            var (name, version) = Split(entry.Key);
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
