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
            if (fields.Length == 3 && Enum.TryParse<StepState>(fields[2], out var state))
            {
                history._byStep[fields[0]] = new LastRun(fields[1], state);
            }
        }

        return history;
    }

    /// <summary>The last run of a step; null when it has never run.</summary>
    /// <param name="step">The step's name.</param>
    public LastRun? Find(string step) => _byStep.GetValueOrDefault(step);

    /// <summary>The last run of every step.</summary>
    public IEnumerable<LastRun> Runs => _byStep.Values;

    /// <summary>Takes up a run.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="run">What became of it.</param>
    public void Record(string step, LastRun run) => _byStep[step] = run;

    /// <summary>Writes the history.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public void Save(string path)
    {
        var text = new StringBuilder();
        foreach (var (step, run) in _byStep)
        {
            text.Append(step).Append('\t').Append(run.UniqueId).Append('\t').Append(run.State).Append('\n');
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
