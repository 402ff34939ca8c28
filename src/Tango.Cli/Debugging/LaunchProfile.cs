using System.Text.Json.Nodes;
using Tango.Engine;
using Tango.IO;

namespace Tango.Cli.Debugging;

/// <summary>A launch profile that starts the worker with the plan of a step.</summary>
/// <param name="Name">Its name in the list of an IDE.</param>
/// <param name="Launch">How the worker is started.</param>
internal sealed record LaunchProfile(string Name, WorkerLaunch Launch)
{
    /// <summary>The command line, as IDEs split it.</summary>
    public string CommandLine => CommandLineText.Join(Launch.Arguments);

    /// <summary>The profile as IDEs read it.</summary>
    public JsonObject ToJson() => new()
    {
        ["commandName"] = "Executable",
        ["executablePath"] = Launch.Host,
        ["commandLineArgs"] = CommandLine,
        ["workingDirectory"] = Launch.Folder,
    };
}
