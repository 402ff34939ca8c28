using System.Text;
using System.Text.Json.Nodes;
using Tango.IO;

namespace Tango.Execution.Worker;

/// <summary>
/// Lets the worker of a self-contained program run on the machine's shared runtime. Only such a program's own host can start the runtime that it contains, and that may be for
/// another platform. Programs that are not self-contained are started with their own files.
/// </summary>
internal static class SharedRuntime
{
    private const string Included = "includedFrameworks";
    private const string Pack = "runtimepack.";

    /// <summary>The settings, with copies of the runtimeconfig and deps files if they need other content.</summary>
    /// <exception cref="IOException">A copy cannot be written.</exception>
    public static WorkerSettings Use(WorkerSettings settings, string directory)
    {
        var config = SharedReading.ReadAllText(settings.RuntimeConfigFile);
        if (!config.Contains($"\"{Included}\"", StringComparison.Ordinal))
            return settings;

        var shared = settings with
        {
            RuntimeConfigFile = Path.Combine(directory, "worker.runtimeconfig.json"),
            DepsFile = Path.Combine(directory, "worker.deps.json"),
            ProbingPaths = [Path.GetDirectoryName(settings.TargetAssembly)!, .. settings.ProbingPaths],
        };
        AtomicFile.Write(shared.RuntimeConfigFile, Encoding.UTF8.GetBytes(RequestFrameworks(config)));
        AtomicFile.Write(shared.DepsFile, Encoding.UTF8.GetBytes(LeaveOutRuntime(SharedReading.ReadAllText(settings.DepsFile))));
        return shared;
    }

    private static string RequestFrameworks(string config)
    {
        var root = JsonNode.Parse(config)!;
        var options = root["runtimeOptions"]!.AsObject();
        var frameworks = new JsonArray();
        foreach (var framework in options[Included]!.AsArray())
            frameworks.Add(new JsonObject { ["name"] = (string?)framework!["name"], ["version"] = LowestServicing((string)framework["version"]!) });

        options.Remove(Included);
        options["frameworks"] = frameworks;
        return root.ToJsonString();
    }

    // A self-contained program contains the newest servicing release that the SDK supports; any release on the machine is used, as for other programs.
    private static string LowestServicing(string version) =>
        version.Contains('-', StringComparison.Ordinal) ? version : version[..(version.LastIndexOf('.') + 1)] + "0";

    private static string LeaveOutRuntime(string deps)
    {
        var root = JsonNode.Parse(deps)!;
        foreach (var (_, target) in root["targets"]!.AsObject())
        {
            RemovePacks(target!.AsObject());
            foreach (var (_, library) in target.AsObject())
                RemovePacks(library!["dependencies"] as JsonObject);
        }

        var libraries = root["libraries"]!.AsObject();
        RemovePacks(libraries);
        foreach (var (_, library) in libraries)
            ProbeProgramDirectory(library!.AsObject());

        return root.ToJsonString();
    }

    // The host looks for projects next to the deps file, where the copy is not; it looks for packages below every probing path, by this path.
    private static void ProbeProgramDirectory(JsonObject library)
    {
        if ((string?)library["type"] != "package")
        {
            library["type"] = "package";
            library["path"] = ".";
        }
    }

    private static void RemovePacks(JsonObject? libraries)
    {
        foreach (var name in (libraries ?? []).Select(library => library.Key).Where(name => name.StartsWith(Pack, StringComparison.Ordinal)).ToArray())
            libraries!.Remove(name);
    }
}
