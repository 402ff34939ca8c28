using System.Diagnostics;
using System.Globalization;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// A separate MSBuild server: the salt of its handshake and the names of its pipes are unique. Builds with its environment start it, or find it. They record the process they ran
/// in. It has ended when this is disposed of. Under load a client of some MSBuild versions prints nothing and exits with 1 at the end of a build that succeeded
/// (dotnet/msbuild#14172): assert what a build has done, not its exit code.
/// </summary>
internal sealed class MSBuildServer : IAsyncDisposable
{
    private const string ProcessFile = "obj/msbuild-process.txt";

    private readonly Dictionary<int, DateTime> _seen = [];

    private readonly Dictionary<string, string?> _environment = new()
    {
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = null,
        ["MSBUILDNODEHANDSHAKESALT"] = Guid.NewGuid().ToString("N"),
        // So that a project file can read the process's id.
        ["MSBUILDENABLEALLPROPERTYFUNCTIONS"] = "1",
    };

    /// <summary>Uses it for all later builds of a project.</summary>
    public void Serve(Consumer app)
    {
        foreach (var (name, value) in _environment)
            app.Environment[name] = value;
    }

    /// <summary>Makes builds of a project record the process they run in.</summary>
    public static void TellProcess(ProjectCreator project) => project
        .Target("TellProcess", afterTargets: "Restore;PrepareForBuild")
        .Task("WriteLinesToFile", [new("File", ProcessFile), new("Lines", "$([System.Environment]::ProcessId)"), new("Overwrite", "true")]);

    /// <summary>The id of the process that the last build of a project ran in.</summary>
    public int ProcessOf(Consumer app)
    {
        var id = int.Parse(app.Read(ProcessFile), CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        _seen[id] = process.StartTime;
        return id;
    }

    /// <summary>Ends it as a user does.</summary>
    public async Task ShutDownAsync()
    {
        await DotNet.RunAsync(Path.GetTempPath(), ["build-server", "shutdown", "--msbuild"], _environment);
        foreach (var (id, started) in _seen)
            await EndAsync(id, started);

        _seen.Clear();
    }

    public async ValueTask DisposeAsync() => await ShutDownAsync();

    // It was asked to end, and ends unless it is blocked.
    private static async Task EndAsync(int id, DateTime started)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.StartTime != started)
                return;

            using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }
}
