using System.Collections.Concurrent;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Where a step in this process and its test wait for each other.</summary>
internal sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> Gates = new();

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Gate(string name) => Name = name;

    public string Name { get; }

    /// <summary>Ends when a step has come to the gate.</summary>
    public Task Entered => _entered.Task;

    public bool IsEntered => _entered.Task.IsCompleted;

    public static Gate Create() => Find(Guid.NewGuid().ToString("N"));

    public static Gate Find(string name) => Gates.GetOrAdd(name, new Gate(name));

    public void Open() => _opened.TrySetResult();

    /// <summary>What the step does: tells that it is here, and waits until it may go on.</summary>
    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        _entered.TrySetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }
}
