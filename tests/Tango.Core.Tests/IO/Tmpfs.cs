using System.Diagnostics;

namespace Tango.Core.Tests.IO;

/// <summary>A small file system in memory, as long as a test needs it.</summary>
internal sealed class Tmpfs : IDisposable
{
    private static readonly Lazy<string?> Refusal = new(FindRefusal);

    private readonly string _path;

    /// <param name="path">Full path of the folder where it is; created if it is missing.</param>
    /// <param name="options">E.g. <c>size=64k,nr_inodes=20</c>.</param>
    public Tmpfs(string path, string options)
    {
        _path = path;
        Directory.CreateDirectory(path);
        Assert.Null(Run("mount", "-t", "tmpfs", "-o", options, "tango-test", path));
    }

    /// <summary>Why tests cannot mount one here; null if they can.</summary>
    public static string? WhyNot => Refusal.Value;

    /// <summary>Changes its options, e.g. <c>ro</c>.</summary>
    public void Remount(string options) => Assert.Null(Run("mount", "-o", "remount," + options, _path));

    public void Dispose() => Assert.Null(Run("umount", "--lazy", _path));

    private static string? FindRefusal()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Only root can mount a small file system, on Linux.";

        var folder = Directory.CreateTempSubdirectory("tango mount");
        try
        {
            using (new Tmpfs(folder.FullName, "size=4k"))
                return null;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or System.ComponentModel.Win32Exception)
        {
            return "A small file system cannot be mounted here: " + exception.Message;
        }
        finally
        {
            folder.Delete();
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error;
    }
}
