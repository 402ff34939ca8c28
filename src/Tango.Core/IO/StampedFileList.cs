using System.Text;

namespace Tango.IO;

/// <summary>Collects <see cref="StampedFiles"/>.</summary>
internal sealed class StampedFileList : IDisposable
{
    private readonly MemoryStream _encoded = new();
    private readonly BinaryWriter _writer;

    /// <summary>Creates an empty list.</summary>
    public StampedFileList() => _writer = new BinaryWriter(_encoded);

    /// <summary>Adds a file. What identifies its content is left out.</summary>
    public void Add(StampedFile file)
    {
        var path = Encoding.UTF8.GetBytes(file.Path + '\0');
        _writer.Write(path.Length);
        _writer.Write(path);
        file.Stamp.Write(_writer);
    }

    /// <summary>Adds files, with their stamps as they are.</summary>
    public void Add(StampedFiles files) => files.CopyTo(_encoded);

    /// <summary>All files so far.</summary>
    public StampedFiles ToFiles() => new(_encoded.GetBuffer().AsMemory(0, (int)_encoded.Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _encoded.Dispose();
    }
}
