using System.Runtime.InteropServices;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Generated;

/// <summary>The tasks compiled ahead of time for this machine, as a package made with <c>-p:TangoReadyToRun=true</c> has them.</summary>
internal static class CompiledTasks
{
    private static readonly string Directory = Repository.PathOf(
        $"src/Tango.Build.Tasks/obj/{Repository.Configuration}/net10.0/compiled/{RuntimeInformation.RuntimeIdentifier}");

    /// <summary>Copies this program to a folder and gives it those tasks.</summary>
    /// <param name="directory">The folder; is created.</param>
    /// <returns>The program's assembly there; null when the tasks were not compiled since they were last built.</returns>
    public static string? CopyProgram(string directory)
    {
        var program = typeof(CompiledTasks).Assembly.Location;
        if (!IsCurrent("Tango.Core.dll") || !IsCurrent("Tango.Build.Tasks.dll"))
            return null;

        System.IO.Directory.CreateDirectory(directory);
        foreach (var file in System.IO.Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));

        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "Tango.*.dll"))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);

        return Path.Combine(directory, Path.GetFileName(program));
    }

    private static bool IsCurrent(string assembly) =>
        Path.Combine(Directory, assembly) is var compiled
        && File.Exists(compiled)
        && File.GetLastWriteTimeUtc(compiled) >= File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, assembly));
}
