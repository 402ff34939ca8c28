using System.Globalization;
using System.Text.RegularExpressions;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Tango.Build by <c>dotnet build</c>. MSBuild says how long the task in it took: that is the engine without what any build takes.</summary>
internal abstract partial class TangoTool : GraphTool
{
    private const string Framework = "net10.0";

    public sealed override bool ComparesContent => true;

    public sealed override bool HasCache => true;

    public sealed override string FindVersion() => "this one";

    public sealed override IReadOnlyList<(string Part, Timing Timing)> Run(PeerWorkspace workspace)
    {
        var output = "";
        var whole = Timing.OfChildren(() => output = Build(workspace));
        var engine = double.Parse(TaskTime().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return [(Name, whole), ($"{Name}: the engine's part", new(engine, 0))];
    }

    /// <summary>An assembly of this repository.</summary>
    protected static string Built(string project) => Repository.PathOf($"src/{project}/bin/{Repository.Configuration}/{Framework}/{project}.dll");

    /// <summary>Writes properties that make the repository's build of Tango the one that is used.</summary>
    protected static ProjectCreator Use(ProjectCreator project, PeerWorkspace workspace) => project
        .Property("TangoCacheDirectory", workspace.Cache)
        .Property("TangoTasksAssembly", Built("Tango.Build.Tasks"))
        .Property("TangoWorkerAssembly", Built("Tango.Worker"));

    /// <summary>Builds.</summary>
    /// <returns>What the build said.</returns>
    protected static string Build(PeerWorkspace workspace, params string[] options) =>
        DotNet.RunAsync(workspace.Directory, ["build", "-c", "Release", "-tl:off", "-nologo", "-v:m", "-clp:PerformanceSummary", .. options], timeout: TimeSpan.FromMinutes(30))
            .GetAwaiter().GetResult().EnsureSuccess().Output;

    protected sealed override void Start(PeerWorkspace workspace) => Build(workspace);

    [GeneratedRegex(@"(\d+) ms\s+RunTangoSteps")]
    private static partial Regex TaskTime();
}
