using System.Collections.Immutable;
using Tango.Execution.Worker;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>What a job runs on a node with a file system of its own. The node needs a shell, <c>curl</c>, <c>tar</c> and .NET.</summary>
internal static class NodeScript
{
    /// <summary>The script of a job, and of each job of an array.</summary>
    /// <param name="dotnet">Full path of the host on the machine that builds. On a node without it, <c>dotnet</c> is looked for in PATH.</param>
    /// <param name="arguments">Its arguments that start a worker; paths are below the job's folder.</param>
    /// <param name="jobs">The name of the job, or those of all jobs of an array, in order.</param>
    public static string Of(string dotnet, ImmutableArray<string> arguments, IReadOnlyCollection<string> jobs) => $$"""
        #!/bin/sh
        # A step of Tango.Build. Looks in the remote cache first, so it may be submitted again.
        umask 077
        folder=$(mktemp -d "${TMPDIR:-/tmp}/tango.XXXXXXXX") && cd "$folder" || exit {{WorkerProtocol.Misuse}}
        trap 'cd / && rm -rf "$folder"' EXIT
        trap 'exit 143' TERM INT
        set -- {{string.Join(' ', jobs)}}
        shift "${SLURM_ARRAY_TASK_ID:-0}"
        printf '%s' "${{NodeStore.ProgramVariable}}" | curl --silent --fail --retry 3 --config - --output program.tar.gz && tar -xzf program.tar.gz && rm program.tar.gz || exit {{WorkerProtocol.Misuse}}
        dotnet={{JobScript.Quote(dotnet)}}
        [ -x "$dotnet" ] || dotnet=dotnet
        "$dotnet" {{Words(arguments)}} {{WorkerProtocol.Node}} "$folder" "$1" "$dotnet" {{Words(arguments)}}

        """;

    private static string Words(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(argument => NodeProgram.IsPath(argument) ? $"\"$folder\"/{JobScript.Quote(argument)}" : argument));
}
