using System.Collections.Concurrent;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>The answers of the process that started the worker: it alone may use the remote cache, and it knows the secrets for that.</summary>
internal sealed class EarlierResultAnswers
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _answers = new(StringComparer.Ordinal);

    /// <summary>Asks for the result of an earlier step. What is found is in the cache when the task ends.</summary>
    /// <param name="observer">Sends the question.</param>
    /// <param name="key">The cut-off key of the step.</param>
    public Task AskAsync(IRunObserver observer, ExecutionStep step, string key, CancellationToken cancellationToken)
    {
        var answer = Find(key);
        observer.OnEvent(new RunEvent.EarlierResultWanted { Step = step.Name, UniqueId = step.UniqueId, Key = key });
        return answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Adds an answer.</summary>
    public void Add(string key) => Find(key).TrySetResult();

    private TaskCompletionSource Find(string key) => _answers.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
