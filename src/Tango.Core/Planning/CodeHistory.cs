using Tango.IO;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>
/// The entries of the code fingerprints of the last runs: with them a plan can name the methods that changed. A method that many steps reach is stored once. The file is read
/// only if code has changed, and the assemblies only for steps that are not in it yet.
/// </summary>
internal sealed class CodeHistory
{
    private const string Layout = "tango code 2";

    private readonly string _path;
    private readonly StepAssemblies? _assemblies;
    private readonly Lazy<Dictionary<string, CodeFingerprint>> _known;
    private bool _hasLearnt;

    /// <summary>Creates a history; nothing is read yet.</summary>
    /// <param name="path">The full path of its file.</param>
    /// <param name="assemblies">The current code; null if all steps are built in.</param>
    public CodeHistory(string path, StepAssemblies? assemblies)
    {
        _path = path;
        _assemblies = assemblies;
        _known = new(() => Load(path));
    }

    /// <summary>Names the difference between earlier code and a step type's; null if it is unknown.</summary>
    public string? Describe(string before, StepType type)
    {
        if (!_known.Value.TryGetValue(before, out var earlier))
            return null;

        Learn([type]);
        return _known.Value.TryGetValue(type.CodeFingerprint, out var now) ? CodeDifference.Describe(earlier, now) : null;
    }

    /// <summary>Saves the code of step types, and drops entries that are not needed for comparisons any more.</summary>
    /// <param name="types">The types of the steps that ran or would have run.</param>
    /// <param name="lastRuns">The fingerprints of the last runs.</param>
    public void Remember(IEnumerable<StepType> types, IEnumerable<string> lastRuns)
    {
        var wanted = lastRuns.ToHashSet(StringComparer.Ordinal);
        var known = _known.Value;
        Learn([.. types.Where(type => wanted.Contains(type.CodeFingerprint))]);
        var stale = known.Keys.Where(fingerprint => !wanted.Contains(fingerprint)).ToList();
        foreach (var fingerprint in stale)
            known.Remove(fingerprint);

        if (_hasLearnt || stale.Count > 0)
        {
            StateFile.Write(_path, Layout, writer => writer.WriteAll([.. known.Values.OrderBy(code => code.Hash, StringComparer.Ordinal)], WriteCode));
            _hasLearnt = false;
        }
    }

    private void Learn(IReadOnlyList<StepType> types)
    {
        // A built-in step type has a version, and no user code.
        var unknown = types.Where(type => type.CodeFingerprint.Length > 0 && !_known.Value.ContainsKey(type.CodeFingerprint)).Select(type => type.FullName).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0 || _assemblies is null || !File.Exists(_assemblies.Main))
            return;

        foreach (var fingerprint in CodeFingerprintReader.Explain(_assemblies, unknown).Values)
            _hasLearnt |= _known.Value.TryAdd(fingerprint.Hash, fingerprint);
    }

    private static Dictionary<string, CodeFingerprint> Load(string path)
    {
        // If it cannot be read, reasons have less detail; the next build that runs a step writes it again.
        var known = new Dictionary<string, CodeFingerprint>(StringComparer.Ordinal);
        foreach (var code in StateFile.Read(path, Layout, reader => reader.ReadAll(ReadCode), onlySavesTime: true) ?? [])
            known[code.Hash] = code;

        return known;
    }

    private static void WriteCode(StateWriter writer, CodeFingerprint code)
    {
        writer.Write(code.Hash);
        writer.WriteAll(code.Entries, static (writer, part) => writer.WriteShared(part, WritePart));
    }

    private static CodeFingerprint ReadCode(StateReader reader) => new(reader.ReadString(), reader.ReadImmutable(static reader => reader.ReadShared(ReadPart)));

    private static void WritePart(StateWriter writer, CodeEntry part)
    {
        writer.Write(part.Name);
        writer.Write(part.Hash);
    }

    private static CodeEntry ReadPart(StateReader reader) => new(reader.ReadString(), reader.ReadString());
}
