using System.Collections.Immutable;
using Tango.Execution.Worker;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>What a job runs on a node with a file system of its own. The node needs a shell with the usual tools, <c>curl</c>, <c>tar</c> with <c>gzip</c>, and .NET.</summary>
internal static class NodeScript
{
    // Exit codes of the script. The agent passes no such code of its worker on.
    private const int NoFolder = 20;
    private const int NoProgram = 21;
    private const int OtherProgram = 22;
    private const int NotUnpacked = 23;
    private const int NoDotNet = 24;

    /// <summary>The exit code of the agent if it cannot use the store, so that nobody can be told more.</summary>
    public const int NoStore = 25;

    /// <summary>The exit code of the agent if it cannot use the files of its node before it knows the step.</summary>
    public const int NoFiles = 26;

    // How long a node keeps a program that no job has used, and the folder of a job that was killed.
    private const int DaysKept = 7;

    // Of the programs that a user's builds have made, the last ones.
    private const int MostPrograms = 20;

    /// <summary>What an exit code says that the script itself ends with, after the words "Its job"; null for others.</summary>
    public static string? Describe(int exitCode) => exitCode switch
    {
        NoFolder => "could not make a folder below TMPDIR or /tmp",
        NoProgram => "could not fetch the program from the remote cache: it has no curl, does not reach the cache, or the program was removed from there",
        OtherProgram => "fetched another program than was sent, or has no sha256sum",
        NotUnpacked => "could not unpack the program: it has no tar with gzip, or no space",
        NoStore => "could not read its plan from the remote cache, or not report to it: it has no credentials for it, had no answer for ten minutes, or the plan was removed from there",
        NoFiles => "could not write its files below TMPDIR or /tmp, or not read its plan",
        NoDotNet => "found no dotnet, neither where this machine has it nor in PATH",
        _ => null,
    };

    /// <summary>
    /// The script of a job, and of each job of an array. A node keeps the archives of programs for the next jobs, by their digests, which are checked each time, in a folder of the user: one that
    /// somebody else made in their place is not used. Each comes there whole, by a rename. What steps make has the permissions that they have elsewhere: the job's folder alone is private.
    /// </summary>
    /// <param name="dotnet">Full path of the host on the machine that builds. On a node without it, <c>dotnet</c> is looked for in PATH.</param>
    /// <param name="arguments">Its arguments that start a worker; paths are below the job's folder.</param>
    /// <param name="sha256">The digest of the program's archive.</param>
    /// <param name="jobs">The name of the job, or those of all jobs of an array, in order.</param>
    public static string Of(string dotnet, ImmutableArray<string> arguments, string sha256, IReadOnlyCollection<string> jobs) => $$"""
        #!/bin/sh
        # A step of Tango.Build. Looks in the remote cache first, so it may be submitted again.
        mask=$(umask)
        umask 077
        [ -d "${TMPDIR:-/tmp}" ] && [ -w "${TMPDIR:-/tmp}" ] || unset TMPDIR
        node=tango.${SLURMD_NODENAME:-node}
        folder=$(mktemp -d "${TMPDIR:-/tmp}/$node.XXXXXXXX") && cd "$folder" && echo $$ >pid || exit {{NoFolder}}
        trap 'cd / && rm -rf "$folder"' EXIT
        trap 'exit 143' TERM INT
        set -- {{string.Join(' ', jobs)}}
        shift "${SLURM_ARRAY_TASK_ID:-0}"
        programs="${TMPDIR:-/tmp}/tango-programs-$(id -u)"
        mkdir "$programs" 2>/dev/null
        [ -d "$programs" ] && [ ! -L "$programs" ] && [ -O "$programs" ] || programs=$folder
        program=$programs/{{sha256}}.tar.gz
        is_whole() { [ "$({ sha256sum <"$program"; } 2>/dev/null)" = "{{sha256}}  -" ]; }
        touch -c "$program"
        if ! is_whole; then
            program=$folder/program.tar.gz
            printf '%s' "${{NodeStore.ProgramVariable}}" | curl -q --silent --fail --connect-timeout 10 --speed-limit 1 --speed-time 60 --retry 9 --retry-max-time 600 --retry-connrefused --config - --output "$program" || exit {{NoProgram}}
            is_whole || exit {{OtherProgram}}
        fi
        tar -xzf "$program" || exit {{NotUnpacked}}
        mv -f "$program" "$programs/{{sha256}}.tar.gz" 2>/dev/null
        if [ "$programs" != "$folder" ]; then
            find "$programs" -type f -name '*.tar.gz' -mtime +{{DaysKept - 1}} -exec rm -f {} + 2>/dev/null
            ls -t "$programs" | tail -n +{{MostPrograms + 1}} | while read -r old; do rm -f "$programs/$old"; done
        fi
        find "${TMPDIR:-/tmp}" -maxdepth 1 -type d -user "$(id -u)" -name "$node.????????" -mtime +{{DaysKept - 1}} 2>/dev/null | while read -r left; do
            kill -0 "$(cat "$left/pid" 2>/dev/null)" 2>/dev/null || rm -rf "$left"
        done
        dotnet={{JobScript.Quote(dotnet)}}
        [ -x "$dotnet" ] || dotnet=$(command -v dotnet) || exit {{NoDotNet}}
        umask "$mask"
        "$dotnet" {{Words(arguments)}} {{WorkerProtocol.Node}} "$folder" "$1" "$dotnet" {{Words(arguments)}}

        """;

    private static string Words(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(argument => NodeProgram.IsPath(argument) ? $"\"$folder\"/{JobScript.Quote(argument)}" : argument));
}
