using System.Text.Json.Nodes;
using Tango.Execution.Worker;

namespace Tango.Core.Tests.Execution;

/// <summary>Makes the files of a program that is not self-contained into what the SDK writes for one that is.</summary>
internal static class SelfContained
{
    private const string Pack = "runtimepack.Microsoft.NETCore.App.Runtime.another-x64";

    public static WorkerSettings ForAnotherPlatform(WorkerSettings settings, string directory) => settings with
    {
        ProbingPaths = [Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")],
        RuntimeConfigFile = Write(settings.RuntimeConfigFile, directory, config =>
        {
            var options = config["runtimeOptions"]!.AsObject();
            options["includedFrameworks"] = new JsonArray(new JsonObject { ["name"] = "Microsoft.NETCore.App", ["version"] = $"{Environment.Version.Major}.0.999" });
            options.Remove("framework");
            options.Remove("frameworks");
        }),
        DepsFile = Write(settings.DepsFile, directory, deps =>
        {
            var target = deps["targets"]![(string)deps["runtimeTarget"]!["name"]!]!.AsObject();
            target.First().Value!["dependencies"]![Pack] = "10.0.999";
            target[Pack + "/10.0.999"] = JsonNode.Parse("""
                { "runtime": { "System.Private.CoreLib.dll": { "assemblyVersion": "99.0.0.0", "fileVersion": "99.0.0.0" } }, "native": { "coreclr": { "fileVersion": "0.0.0.0" } } }
                """);
            deps["libraries"]![Pack + "/10.0.999"] = JsonNode.Parse("""{ "type": "runtimepack", "serviceable": false, "sha512": "" }""");
        }),
    };

    private static string Write(string file, string directory, Action<JsonNode> change)
    {
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        change(content);
        var path = Path.Combine(directory, "self-contained." + Path.GetFileName(file));
        File.WriteAllText(path, content.ToJsonString());
        return path;
    }
}
