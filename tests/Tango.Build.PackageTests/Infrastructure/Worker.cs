using System.Runtime.Versioning;
using Microsoft.Build.Evaluation;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// Counts the workers of a build. The build is passed a script as <c>dotnet</c> host: it writes a mark for each start, then runs the real host. With <see cref="Unstartable"/>
/// neither a host nor a worker exists, so a build that succeeds with it has started none.
/// </summary>
internal sealed class Worker
{
    private readonly string _marks;
    private readonly string _host;

    public Worker(TestDirectory directory)
    {
        _marks = directory.PathOf("worker-marks");
        Directory.CreateDirectory(_marks);
        _host = OperatingSystem.IsWindows() ? WriteForWindows(directory) : WriteForUnix(directory);
    }

    /// <summary>How many worker processes were started since the last call.</summary>
    public int TakeStarts()
    {
        var starts = Directory.GetFiles(_marks);
        foreach (var start in starts)
            File.Delete(start);

        return starts.Length;
    }

    /// <summary>Arguments of a build whose worker starts are counted.</summary>
    public IReadOnlyList<string> Counted => [$"-p:TangoDotNetHost={ProjectCollection.Escape(_host)}"];

    /// <summary>Arguments of a build that can start no worker.</summary>
    public static IReadOnlyList<string> Unstartable =>
        ["-p:TangoDotNetHost=/no/such/host", "-p:TangoWorkerAssembly=/no/such/Tango.Worker.dll"];

    [UnsupportedOSPlatform("windows")]
    private string WriteForUnix(TestDirectory directory)
    {
        var script = directory.Write(
            "counting-dotnet",
            $"""
            #!/bin/sh
            touch "{_marks}/$$"
            exec "{DotNet.Host}" "$@"

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private string WriteForWindows(TestDirectory directory) => directory.Write(
        "counting-dotnet.cmd",
        $"""
        @echo off
        type nul > "{_marks}\%RANDOM%%RANDOM%"
        "{DotNet.Host}" %*

        """);
}
