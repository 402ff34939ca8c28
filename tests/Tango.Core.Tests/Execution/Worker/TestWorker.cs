using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Tango.Execution.Plans;
using Tango.Execution.Worker;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>The worker as the product ships it, serving the step types of this assembly.</summary>
internal static class TestWorker
{
    private const int LittleMemory = 100_000_000;

    public static WorkerSettings Settings { get; } = new()
    {
        DotNetHost = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        WorkerAssembly = typeof(TestWorker).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Worker").Value!,
        TargetAssembly = typeof(TestWorker).Assembly.Location,
        DepsFile = Path.ChangeExtension(typeof(TestWorker).Assembly.Location, ".deps.json"),
        RuntimeConfigFile = Path.ChangeExtension(typeof(TestWorker).Assembly.Location, ".runtimeconfig.json"),
        EndGrace = TestLimits.Hang,
    };

    /// <summary>What a build would have it carry out.</summary>
    public static ExecutionPlan PlanOf(Project project) => project.ExecutionPlan() with
    {
        CacheDirectory = project.Cache.DirectoryPath,
        Assembly = Settings.TargetAssembly,
    };

    /// <summary>The arguments of the .NET host with which it starts.</summary>
    public static IReadOnlyList<string> Arguments(params string[] arguments) =>
        ["exec", "--depsfile", Settings.DepsFile, "--runtimeconfig", Settings.RuntimeConfigFile, Settings.WorkerAssembly, .. arguments];

    /// <summary>A worker whose heap has a limit of 100 MB.</summary>
    /// <param name="project">Gets the file that says so.</param>
    public static WorkerSettings WithLittleMemory(Project project)
    {
        var config = JsonNode.Parse(File.ReadAllText(Settings.RuntimeConfigFile))!;
        config["runtimeOptions"]!["configProperties"] = new JsonObject { ["System.GC.HeapHardLimit"] = LittleMemory };
        return Settings with { RuntimeConfigFile = project.Write("little.runtimeconfig.json", config.ToJsonString()) };
    }

    /// <summary>Starts it as a person would, with its standard streams at hand.</summary>
    public static Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>As above, in another environment.</summary>
    public static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Settings.DotNetHost, Arguments(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }
}
