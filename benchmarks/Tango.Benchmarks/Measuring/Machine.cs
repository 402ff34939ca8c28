using System.Runtime.InteropServices;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    private static readonly Lazy<string> SdkVersion = new(() =>
        DotNet.RunAsync(Repository.Root, ["--version"]).GetAwaiter().GetResult().EnsureSuccess().Output);

    /// <summary>The folder of the SDK that builds.</summary>
    public static string SdkDirectory => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../sdk", SdkVersion.Value));

    /// <summary>One line for people.</summary>
    public static string Describe() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, "
            + $".NET SDK {SdkVersion.Value}, runtime {Environment.Version}{Load()}";

    // More processes than cores want to run: the least of the numbers is the one to look at.
    private static string Load() =>
        OperatingSystem.IsLinux() ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the beginning" : "";
}
