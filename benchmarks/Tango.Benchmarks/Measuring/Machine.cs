using System.Runtime.InteropServices;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var sdk = DotNet.RunAsync(Repository.Root, ["--version"]).GetAwaiter().GetResult().EnsureSuccess().Output;
        return $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, "
            + $".NET SDK {sdk}, runtime {Environment.Version}{Load()}";
    }

    // More processes than cores want to run: the least of the numbers is the one to look at.
    private static string Load() =>
        OperatingSystem.IsLinux() ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the beginning" : "";
}
