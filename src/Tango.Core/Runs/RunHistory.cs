using Tango.IO;

namespace Tango.Runs;

/// <summary>The last run of every step name of one project: its unique id, its outcome, and how long it took when it last ran. Reasons such as "changed" compare with it.</summary>
internal sealed class RunHistory
{
    private const string Layout = "tango history 3";

    private readonly Dictionary<string, StepOutcome> _byStep = new(StringComparer.OrdinalIgnoreCase);

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
    /// <param name="run">The outcome of a step. Without a duration that of its last run stays.</param>
    public void Record(StepOutcome run)
    {
        var last = Find(run.Name);
        HasOtherCode |= last?.CodeFingerprint != run.CodeFingerprint;
        _byStep[run.Name] = run.Duration > TimeSpan.Zero || last is null ? run : run with { Duration = last.Duration };
    }

    /// <summary>Saves the history.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    public void Save(string path) => StateFile.Write(path, Layout, writer => writer.WriteAll([.. _byStep.Values.OrderBy(run => run.Name, StringComparer.OrdinalIgnoreCase)], WriteRun));

    private static void WriteRun(StateWriter writer, StepOutcome run)
    {
        writer.Write(run.Name);
        writer.Write(run.UniqueId);
        writer.Write((byte)run.State);
        writer.WriteOptional(run.CodeFingerprint);
        writer.Write(run.Duration.Ticks);
    }

    private static StepOutcome ReadRun(StateReader reader) =>
        new(reader.ReadString(), reader.ReadString(), (StepState)reader.ReadByte()) { CodeFingerprint = reader.ReadOptional(), Duration = TimeSpan.FromTicks(reader.ReadInt64()) };
}
