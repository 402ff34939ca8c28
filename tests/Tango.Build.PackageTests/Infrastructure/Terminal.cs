using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>Runs <c>dotnet</c> in a pseudo terminal of <c>script</c>, so MSBuild uses its terminal logger.</summary>
internal static partial class Terminal
{
    private const string Script = "/usr/bin/script";

    /// <summary>Whether pseudo terminals are available.</summary>
    public static bool IsAvailable => OperatingSystem.IsLinux() && File.Exists(Script);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">The arguments of <c>dotnet</c>, which need no quotes.</param>
    /// <returns>The output, without colours and movements of the cursor.</returns>
    public static async Task<string> RunAsync(string folder, string arguments)
    {
        var start = new ProcessStartInfo(Script, ["-qec", $"stty cols 160 rows 50; exec \"{DotNet.Host}\" {arguments}", "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI" or "DOTNET_HOST_PATH").ToList())
            start.Environment.Remove(name);

        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Controls().Replace(output, "").Replace("\r", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\x1b\][^\x1b\a]*(?:\x1b\\|\a)|\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")]
    private static partial Regex Controls();
}
