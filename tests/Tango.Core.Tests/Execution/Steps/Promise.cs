using System.Collections.Concurrent;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>A value, by name, that a step in this process gives its test, or the test the step. Who waits goes on within the call that gives it.</summary>
internal static class Promise
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<int>> Promises = new();

    public static TaskCompletionSource<int> Find(string name) => Promises.GetOrAdd(name, _ => new TaskCompletionSource<int>());

    /// <summary>A name no other test uses.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");
}
