using System.Collections.Immutable;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>How to start the worker process: with the user's own assemblies and runtime.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Full path of the <c>dotnet</c> host.</summary>
    public required string DotNetHost { get; init; }

    /// <summary>Full path of <c>Tango.Worker.dll</c>.</summary>
    public required string WorkerAssembly { get; init; }

    /// <summary>Full path of the user's <c>.deps.json</c>.</summary>
    public required string DepsFile { get; init; }

    /// <summary>Full path of the user's <c>.runtimeconfig.json</c>.</summary>
    public required string RuntimeConfigFile { get; init; }

    /// <summary>Full path of the user's compiled assembly in its output folder.</summary>
    public required string TargetAssembly { get; init; }

    /// <summary>Folders in which the host looks for packages' assemblies, for class libraries that do not copy them.</summary>
    public ImmutableArray<string> ProbingPaths { get; init; } = [];

    /// <summary>Brings the result of an earlier step that the worker asks for into the cache, if there is one. Throws only if it is cancelled. Null: nobody is asked.</summary>
    public Func<RunEvent.EarlierResultWanted, CancellationToken, Task>? FindEarlierResult { get; init; }

    /// <summary>How long a cancelled worker may take to end before it is killed.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker may take to end after its run before it is killed.</summary>
    public TimeSpan EndGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often it is checked whether the worker was stopped by a signal.</summary>
    public TimeSpan StopCheckInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock for that.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
