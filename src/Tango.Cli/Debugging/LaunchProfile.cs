using System.Text.Json.Nodes;
using Tango.Engine;

namespace Tango.Cli.Debugging;

/// <summary>A launch profile that starts the worker with the plan of a step.</summary>
/// <param name="Name">Its name in the list of an IDE.</param>
/// <param name="Launch">How the worker is started.</param>
internal sealed record LaunchProfile(string Name, WorkerLaunch Launch)
{
    /// <summary>The command line, as shells and IDEs split it.</summary>
    public string CommandLine => string.Join(' ', Launch.Arguments.Select(Quoted));

    /// <summary>The profile as IDEs read it.</summary>
    public JsonObject ToJson() => new()
    {
        ["commandName"] = "Executable",
        ["executablePath"] = Launch.Host,
        ["commandLineArgs"] = CommandLine,
        ["workingDirectory"] = Launch.Folder,
    };

    // As the C runtime of Windows reads it, which IDEs do on every system.
    private static string Quoted(string argument) => argument.AsSpan().ContainsAny(" \t\"") ? $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : argument;
}
