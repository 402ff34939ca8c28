using Tango.IO;

namespace Tango.Runs;

/// <summary>The last run of every step name of one project: its unique id and outcome. Reasons such as "changed" compare with it.</summary>
internal sealed class RunHistory
{
    private const string Layout = "tango history 2";

    private readonly SortedDictionary<string, StepOutcome> _byStep = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file of <see cref="Save"/>; empty if it is missing.</summary>
    public static RunHistory Load(string path)
    {
        var history = new RunHistory();
        foreach (var run in StateFile.Read(path, Layout, reader => reader.ReadAll(ReadRun)) ?? [])
            history._byStep[run.Name] = run;

        return history;
    }

    /// <summary>The last run of a step; null if it has never run.</summary>
    public StepOutcome? Find(string step) => _byStep.GetValueOrDefault(step);

    /// <summary>The last run of every step.</summary>
    public IEnumerable<StepOutcome> Runs => _byStep.Values;

    /// <summary>The code fingerprints of all last runs.</summary>
    public IEnumerable<string> CodeFingerprints => _byStep.Values.Select(run => run.CodeFingerprint).OfType<string>();

    /// <summary>Whether a run was recorded whose code differs from that of the previous run of its name.</summary>
    public bool HasOtherCode { get; private set; }

    /// <summary>Records a run.</summary>
    /// <param name="run">The outcome of a step.</param>
    public void Record(StepOutcome run)
    {
        HasOtherCode |= Find(run.Name)?.CodeFingerprint != run.CodeFingerprint;
        _byStep[run.Name] = run;
    }

    /// <summary>Saves the history.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    public void Save(string path) => StateFile.Write(path, Layout, writer => writer.WriteAll(_byStep.Values, WriteRun));

    private static void WriteRun(StateWriter writer, StepOutcome run)
    {
        writer.Write(run.Name);
        writer.Write(run.UniqueId);
        writer.Write((byte)run.State);
        writer.WriteOptional(run.CodeFingerprint);
    }

    private static StepOutcome ReadRun(StateReader reader) =>
        new(reader.ReadString(), reader.ReadString(), (StepState)reader.ReadByte()) { CodeFingerprint = reader.ReadOptional() };
}
