using System.Diagnostics;
using System.Globalization;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// An MSBuild server that nobody else uses: its handshake has a salt of its own, and so have the names of its pipes. Builds that are given its environment start it, or find it.
/// They write down which process they ran in. It has ended when this is disposed. Under load a client of some MSBuild versions says nothing and exits with 1 at the end of a
/// build that succeeded (dotnet/msbuild#14172): ask what a build has done rather than how it ended.
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
        // Lets a project file ask for the process's id.
        ["MSBUILDENABLEALLPROPERTYFUNCTIONS"] = "1",
    };

    /// <summary>Has it build what is built of a project from now on.</summary>
    public void Serve(Consumer app)
    {
        foreach (var (name, value) in _environment)
            app.Environment[name] = value;
    }

    /// <summary>Has builds of a project write down which process they run in.</summary>
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

    // It has been told to end, and does so on its own unless it is stuck.
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
