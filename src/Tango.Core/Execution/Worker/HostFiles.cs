using Tango.Diagnostics;

namespace Tango.Execution.Worker;

/// <summary>The files with which the .NET host starts the worker. The SDK writes them unless a property of the project disables that.</summary>
internal static class HostFiles
{
    /// <summary>Checks that they exist.</summary>
    /// <returns>The error about one that is missing; null if none is.</returns>
    public static Diagnostic? FindMissing(WorkerSettings settings)
    {
        if (!File.Exists(settings.DepsFile))
            return Missing(settings.DepsFile, "GenerateDependencyFile");

        return File.Exists(settings.RuntimeConfigFile) ? null : Missing(settings.RuntimeConfigFile, "GenerateRuntimeConfigurationFiles");
    }

    private static Diagnostic Missing(string file, string property) => Descriptors.HostFileMissing.Create(DiagnosticSubject.None, file, property);
}
