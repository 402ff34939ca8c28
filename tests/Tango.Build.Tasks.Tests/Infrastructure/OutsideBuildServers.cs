using System.Runtime.CompilerServices;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>Lets the tests see the same messages on a build server as elsewhere.</summary>
internal static class OutsideBuildServers
{
    [ModuleInitializer]
    internal static void Forget()
    {
        foreach (var name in (string[])["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"])
            Environment.SetEnvironmentVariable(name, null);
    }
}
