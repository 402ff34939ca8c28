using Tango.Runs;

namespace Tango.Core.Tests.Execution;

/// <summary>Every event of a run, in order.</summary>
internal sealed class RecordedEvents : IRunObserver
{
    private readonly List<RunEvent> _events = [];
    private readonly List<(Func<RunEvent, bool> Condition, TaskCompletionSource Met)> _awaited = [];

    public IReadOnlyList<RunEvent> All
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public IEnumerable<string> Completed => Of<RunEvent.StepCompleted>().Select(e => e.Step);

    public IEnumerable<string> Failed => Of<RunEvent.StepFailed>().Select(e => e.Step);

    public IEnumerable<string> Blocked => Of<RunEvent.StepBlocked>().Select(e => e.Step);

    public IEnumerable<T> Of<T>()
        where T : RunEvent => All.OfType<T>();

    /// <summary>Ends when an event meets the condition.</summary>
    public Task When(Func<RunEvent, bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_events)
        {
            if (_events.Exists(e => condition(e)))
                return Task.CompletedTask;

            _awaited.Add((condition, met));
        }

        return met.Task;
    }

    public void OnEvent(RunEvent runEvent)
    {
        lock (_events)
        {
            _events.Add(runEvent);
            foreach (var (_, met) in _awaited.Where(awaited => awaited.Condition(runEvent)))
                met.TrySetResult();
        }
    }
}
