using System.Text;
using System.Text.Json.Nodes;
using Tango.IO;

namespace Tango.Execution;

/// <summary>
/// Lets the worker of a self-contained program run on the machine's shared runtime. What such a program brings along only its own host can start, and it may be for
/// another platform. Programs that are not self-contained are started with their own files.
/// </summary>
internal static class SharedRuntime
{
    private const string Included = "includedFrameworks";
    private const string Pack = "runtimepack.";

    /// <summary>The settings, with copies of the runtimeconfig and deps files where they need another content.</summary>
    /// <param name="settings">The project's own.</param>
    /// <param name="directory">Where copies are put.</param>
    /// <exception cref="IOException">A copy cannot be written.</exception>
    public static WorkerSettings Use(WorkerSettings settings, string directory)
    {
        // A missing file is for the host to report: it says which, and what it is for.
        if (!File.Exists(settings.RuntimeConfigFile) || !File.Exists(settings.DepsFile)
            || File.ReadAllText(settings.RuntimeConfigFile) is not { } config || !config.Contains($"\"{Included}\"", StringComparison.Ordinal))
        {
            return settings;
        }

        var shared = settings with
        {
            RuntimeConfigFile = Path.Combine(directory, "worker.runtimeconfig.json"),
            DepsFile = Path.Combine(directory, "worker.deps.json"),
            ProbingPaths = [Path.GetDirectoryName(settings.TargetAssembly)!, .. settings.ProbingPaths],
        };
        AtomicFile.Write(shared.RuntimeConfigFile, Encoding.UTF8.GetBytes(AskForFrameworks(config)));
        AtomicFile.Write(shared.DepsFile, Encoding.UTF8.GetBytes(LeaveOutRuntime(File.ReadAllText(settings.DepsFile))));
        return shared;
    }

    private static string AskForFrameworks(string config)
    {
        var root = JsonNode.Parse(config)!;
        var options = root["runtimeOptions"]!.AsObject();
        var frameworks = new JsonArray();
        foreach (var framework in options[Included]!.AsArray())
        {
            frameworks.Add(new JsonObject { ["name"] = (string?)framework!["name"], ["version"] = LowestServicing((string)framework["version"]!) });
        }

        options.Remove(Included);
        options["frameworks"] = frameworks;
        return root.ToJsonString();
    }

    // The newest servicing release that the SDK knows of is brought along; of those on the machine any will do, as for other programs.
    private static string LowestServicing(string version) =>
        version.Contains('-', StringComparison.Ordinal) ? version : version[..(version.LastIndexOf('.') + 1)] + "0";

    private static string LeaveOutRuntime(string deps)
    {
        var root = JsonNode.Parse(deps)!;
        foreach (var (_, target) in root["targets"]!.AsObject())
        {
            RemovePacks(target!.AsObject());
            foreach (var (_, library) in target.AsObject())
            {
                RemovePacks(library!["dependencies"] as JsonObject);
            }
        }

        var libraries = root["libraries"]!.AsObject();
        RemovePacks(libraries);
        foreach (var (_, library) in libraries)
        {
            LookBesideProgram(library!.AsObject());
        }

        return root.ToJsonString();
    }

    // The host looks for projects beside the deps file, which the copy is not; for packages it looks below every probing path, by this path.
    private static void LookBesideProgram(JsonObject library)
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
        {
            libraries!.Remove(name);
        }
    }
}
