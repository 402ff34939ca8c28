using System.Collections.Concurrent;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Counts, by name, what steps do in this process.</summary>
internal static class Counter
{
    private static readonly ConcurrentDictionary<string, int> Counts = new();

    /// <summary>Adds one and gives the number so far.</summary>
    public static int Count(string name) => Counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    public static int Of(string name) => Counts.GetValueOrDefault(name);

    /// <summary>A name no other test uses.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");
}
