using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>Writes what a server sends to a temporary file, as far as there is space for it.</summary>
internal sealed class Download : WriteOnlyStream
{
    private readonly string _directory;
    private readonly TemporaryFile _file;
    private readonly long _space;
    private bool _isComplete;

    /// <param name="directory">Full path of the folder for the file.</param>
    /// <exception cref="RemoteStoreException">The folder cannot be created.</exception>
    public Download(string directory)
    {
        _directory = directory;
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw NotWritable(exception);
        }

        _file = new TemporaryFile(directory);
        _space = FreeSpace.In(directory);
    }

    /// <summary>Refuses a download that the disk has no space for, before it fills it. Steps that run at the same time need space too.</summary>
    /// <param name="size">Its size so far, or as the server announced it, in bytes.</param>
    /// <exception cref="RemoteEntryException">There is not enough space.</exception>
    public void CheckSpace(long size)
    {
        if (size > _space / 2)
            throw RemoteEntryException.Unusable($"its archive of {size} or more bytes would take more than half of the {_space} bytes that are free in '{_directory}'");
    }

    /// <summary>The file; the caller disposes of it.</summary>
    public TemporaryFile Complete()
    {
        _isComplete = true;
        return _file;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckSpace(_file.Length + buffer.Length);
        try
        {
            _file.Append(buffer);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw NotWritable(exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isComplete)
            _file.Dispose();

        base.Dispose(disposing);
    }

    private RemoteStoreException NotWritable(Exception exception) => new($"the download cannot be written to '{_directory}': {exception.Message}", exception);
}
