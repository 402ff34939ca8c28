using System.Globalization;
using System.Text;
using Tango.IO;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>
/// What the code of the last runs was made of, by fingerprint: what lets a plan name the methods that changed. A text file that may be deleted at any time. A
/// method that many steps reach is in it once. It is read only when code has changed, and the assemblies only for steps that it does not know yet.
/// </summary>
/// <remarks><c>part NAME HASH</c> for each part, then <c>code FINGERPRINT</c> and the numbers of its parts, counted from 0; separated by tabs.</remarks>
internal sealed class CodeHistory
{
    private const string PartMark = "part";
    private const string CodeMark = "code";

    private readonly string _path;
    private readonly StepAssemblies? _assemblies;
    private readonly Lazy<SortedDictionary<string, CodeFingerprint>> _known;
    private bool _hasLearnt;

    /// <summary>Makes a history; nothing is read yet.</summary>
    /// <param name="path">The full path of its file.</param>
    /// <param name="assemblies">Where the code of today is; null when all steps are built in.</param>
    public CodeHistory(string path, StepAssemblies? assemblies)
    {
        _path = path;
        _assemblies = assemblies;
        _known = new(() => Load(path));
    }

    /// <summary>Names what differs between earlier code and a step type's; null when that is not known.</summary>
    /// <param name="before">The earlier fingerprint.</param>
    /// <param name="type">The step type.</param>
    public string? Describe(string before, StepType type)
    {
        if (!_known.Value.TryGetValue(before, out var earlier))
        {
            return null;
        }

        Learn([type]);
        return _known.Value.TryGetValue(type.CodeFingerprint, out var now) ? CodeDifference.Describe(earlier, now) : null;
    }

    /// <summary>Writes down the code of step types, and drops what nobody will compare with.</summary>
    /// <param name="types">The types of the steps that ran or would have.</param>
    /// <param name="lastRuns">The fingerprints of the last runs.</param>
    public void Remember(IEnumerable<StepType> types, IEnumerable<string> lastRuns)
    {
        var wanted = lastRuns.ToHashSet(StringComparer.Ordinal);
        var known = _known.Value;
        Learn([.. types.Where(type => wanted.Contains(type.CodeFingerprint))]);
        var stale = known.Keys.Where(fingerprint => !wanted.Contains(fingerprint)).ToList();
        foreach (var fingerprint in stale)
        {
            known.Remove(fingerprint);
        }

        if (_hasLearnt || stale.Count > 0)
        {
            AtomicFile.Write(_path, Encoding.UTF8.GetBytes(Text(known)));
            _hasLearnt = false;
        }
    }

    private void Learn(IReadOnlyList<StepType> types)
    {
        // A step type that is built in has a version, and no code of the user's.
        var unknown = types.Where(type => type.CodeFingerprint.Length > 0 && !_known.Value.ContainsKey(type.CodeFingerprint)).Select(type => type.FullName).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0 || _assemblies is null || !File.Exists(_assemblies.Main))
        {
            return;
        }

        foreach (var fingerprint in CodeFingerprintReader.Explain(_assemblies, unknown).Values)
        {
            _hasLearnt |= _known.Value.TryAdd(fingerprint.Hash, fingerprint);
        }
    }

    private static string Text(SortedDictionary<string, CodeFingerprint> known)
    {
        var parts = new StringBuilder();
        var codes = new StringBuilder();
        var numbers = new Dictionary<KeyValuePair<string, string>, int>();
        foreach (var (hash, fingerprint) in known)
        {
            codes.Append(CodeMark).Append('\t').Append(hash);
            foreach (var part in fingerprint.Entries)
            {
                if (numbers.TryAdd(part, numbers.Count))
                {
                    parts.Append(PartMark).Append('\t').Append(part.Key).Append('\t').Append(part.Value).Append('\n');
                }

                codes.Append('\t').Append(numbers[part].ToString(CultureInfo.InvariantCulture));
            }

            codes.Append('\n');
        }

        return parts.Append(codes).ToString();
    }

    private static SortedDictionary<string, CodeFingerprint> Load(string path)
    {
        var known = new SortedDictionary<string, CodeFingerprint>(StringComparer.Ordinal);
        var parts = new List<KeyValuePair<string, string>>();
        try
        {
            foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            {
                var fields = line.Split('\t');
                if (fields is [PartMark, var name, var hash])
                {
                    parts.Add(new(name, hash));
                }
                else if (fields is [CodeMark, var fingerprint, .. var numbers])
                {
                    known[fingerprint] = new CodeFingerprint(fingerprint, [.. numbers.Select(number => parts[int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture)])]);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            // Without it reasons say less; the next build that runs something writes it anew.
            known.Clear();
        }

        return known;
    }
}
