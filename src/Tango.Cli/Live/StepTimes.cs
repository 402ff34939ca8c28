using Tango.Runs;

namespace Tango.Cli.Live;

/// <summary>How long steps took the last time, from records that are read as far as somebody asks, and once.</summary>
/// <param name="steps">The steps of the records, the newest first.</param>
internal sealed class StepTimes(IEnumerable<StepRecord> steps) : IDisposable
{
    private readonly Dictionary<string, TimeSpan> _times = new(StringComparer.OrdinalIgnoreCase);
    private readonly IEnumerator<StepRecord> _unread = steps.Where(step => step.Cost > TimeSpan.Zero).GetEnumerator();

    /// <summary>What the last run of a step took; null if none is recorded.</summary>
    public TimeSpan? Find(string name)
    {
        while (!_times.ContainsKey(name) && _unread.MoveNext())
            _times.TryAdd(_unread.Current.Name, _unread.Current.Cost);

        return _times.TryGetValue(name, out var time) ? time : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _unread.Dispose();
}
