using System.Globalization;
using Tango.Runs;

namespace Tango.Cli.Records;

/// <summary>The file of a run record, of which no more is read than is asked for.</summary>
/// <param name="path">Its full path.</param>
/// <param name="tell">Is told, once, that it cannot be read.</param>
internal sealed class RecordFile(string path, Action<string> tell)
{
    private readonly Lazy<RecordHead?> _head = new(() => RecordHead.TryRead(path), LazyThreadSafetyMode.None);
    private readonly Lazy<RunRecord?> _record = new(() => Read(path, tell), LazyThreadSafetyMode.None);

    /// <summary>What it is about; null if that cannot be read.</summary>
    public RecordHead? Head => _head.Value;

    /// <summary>The record; null if it cannot be read.</summary>
    public RunRecord? Record => _record.Value;

    /// <summary>The day on which the run ended, with which the name begins; null if it does not, as of a copy with another name.</summary>
    public DateOnly? Day => DateOnly.TryParseExact(Path.GetFileName(path).Split('T')[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static RunRecord? Read(string path, Action<string> tell)
    {
        if (RunRecordReader.TryRead(path) is { } record)
            return record;

        tell(RecordHead.TryRead(path) is { IsNewer: true }
            ? $"The run record '{path}' is of a newer version of Tango, and is left out. Update the tool: dotnet tool update Tango.Cli"
            : $"The run record '{path}' cannot be read, and is left out: it is damaged, or a build is writing it at this moment.");
        return null;
    }
}
