using System.Diagnostics;

namespace Tango.Build.TestKit;

/// <summary>
/// A compiler that stays in memory for all builds of a test process: starting a new one for each takes more processor time than the rest of a small build. It ends with the test process. Not on
/// Windows, where it would keep files of folders open that tests remove.
/// </summary>
internal static class CompilerServer
{
    private static readonly string Id = $"tango-tests-{Environment.ProcessId}";

    private static readonly Lazy<bool> IsUsed = new(() =>
    {
        if (OperatingSystem.IsWindows())
            return false;

        AppDomain.CurrentDomain.ProcessExit += static (_, _) => End();
        return true;
    });

    /// <summary>The arguments with which a command of <c>dotnet</c> uses it; none if it compiles nothing.</summary>
    public static IReadOnlyList<string> ArgumentsFor(IReadOnlyList<string> command) =>
        command is ["build" or "msbuild" or "pack" or "publish", ..] && IsUsed.Value ? ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={Id}"] : [];

    private static void End()
    {
        foreach (var server in Process.GetProcessesByName("VBCSCompiler"))
        {
            using (server)
            {
                if (IsOurs(server.Id))
                    server.Kill();
            }
        }
    }

    private static bool IsOurs(int process)
    {
        var arguments = $"/proc/{process}/cmdline";
        return File.Exists(arguments) && File.ReadAllText(arguments).Split('\0').Any(argument => argument.EndsWith(Id, StringComparison.Ordinal));
    }
}
