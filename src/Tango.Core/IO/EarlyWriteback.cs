using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>
/// Lets the disk begin with a long file while it is written. The system would wait until much of its memory is full, and the flush at the end would find everything to do. Only on Linux; elsewhere it does nothing.
/// </summary>
internal sealed class EarlyWriteback
{
    /// <summary>How many bytes the disk is given at a time; shorter files are left to the flush.</summary>
    public const long BytesAtATime = 32 << 20;

    private const uint StartOnly = 2;

    private long _started;
    private bool _isUnknown = !OperatingSystem.IsLinux();

    /// <summary>Tells how long the file is now.</summary>
    /// <param name="file">Not buffered, and written up to its position.</param>
    public void OnWritten(FileStream file)
    {
        var length = file.Position;
        if (_isUnknown || length - _started < BytesAtATime)
            return;

        try
        {
            // What it returns does not matter: the flush at the end reports errors.
            _ = Start((int)file.SafeFileHandle.DangerousGetHandle(), _started, length - _started, StartOnly);
            _started = length;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another kind of C library.
            _isUnknown = true;
        }
    }

    [DllImport("libc", EntryPoint = "sync_file_range", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Start(int file, long offset, long count, uint flags);
}
