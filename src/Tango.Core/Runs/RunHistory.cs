using System.Text;
using Tango.IO;

namespace Tango.Runs;

/// <summary>
/// The last run of every step name of one project: its unique id and what became of it. "Changed" means changed against this. A text file, a
/// tab-separated line a step, that may be deleted at any time.
/// </summary>
internal sealed class RunHistory
{
    private readonly SortedDictionary<string, LastRun> _byStep = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a history; a missing or unreadable file means that nothing has run.</summary>
    /// <param name="path">Full path.</param>
    public static RunHistory Load(string path)
    {
        var history = new RunHistory();
        if (!File.Exists(path))
        {
            return history;
        }

        foreach (var line in File.ReadLines(path))
        {
            var fields = line.Split('\t');
            if (fields.Length is 3 or 4 && Enum.TryParse<StepState>(fields[2], out var state))
            {
                history._byStep[fields[0]] = new LastRun(fields[1], state) { CodeFingerprint = fields.Length == 4 ? fields[3] : null };
            }
        }

        return history;
    }

    /// <summary>The last run of a step; null when it has never run.</summary>
    /// <param name="step">The step's name.</param>
    public LastRun? Find(string step) => _byStep.GetValueOrDefault(step);

    /// <summary>The last run of every step.</summary>
    public IEnumerable<LastRun> Runs => _byStep.Values;

    /// <summary>The fingerprints of all code that the last runs were of.</summary>
    public IEnumerable<string> CodeFingerprints => _byStep.Values.Select(run => run.CodeFingerprint).OfType<string>();

    /// <summary>Whether a run was taken up whose code was not that of the last one of its name.</summary>
    public bool HasOtherCode { get; private set; }

    /// <summary>Takes up a run.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="run">What became of it.</param>
    public void Record(string step, LastRun run)
    {
        HasOtherCode |= Find(step)?.CodeFingerprint != run.CodeFingerprint;
        _byStep[step] = run;
    }

    /// <summary>Writes the history.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public void Save(string path)
    {
        var text = new StringBuilder();
        foreach (var (step, run) in _byStep)
        {
            text.Append(step).Append('\t').Append(run.UniqueId).Append('\t').Append(run.State);
            if (run.CodeFingerprint is { } code)
            {
                text.Append('\t').Append(code);
            }

            text.Append('\n');
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
