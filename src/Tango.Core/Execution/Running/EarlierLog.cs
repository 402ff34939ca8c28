using Tango.Caching;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>The log of a stored result while its step runs again. The file is replaced; its content stays readable as long as it is open, and nothing is left behind.</summary>
internal sealed class EarlierLog : IDisposable
{
    private readonly FileStream _file;

    private EarlierLog(FileStream file) => _file = file;

    /// <summary>Opens a log.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>Null if there is none that can be read.</returns>
    public static EarlierLog? Open(string path)
    {
        try
        {
            return SpecialFile.IsFile(path) ? new(SharedReading.OpenUnlocked(path)) : null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // What cannot be read is lost to its readers already.
            return null;
        }
    }

    /// <summary>Copies the content.</summary>
    public void CopyTo(Stream stream)
    {
        _file.Position = 0;
        _file.CopyTo(stream);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
