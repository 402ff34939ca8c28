using System.Text;

namespace Tango.Formats;

/// <summary>The files of a result in memory: a format writes them here, and can read them any number of times.</summary>
internal sealed class MemoryResult : IResultWriter, IResultReader
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. _files.Keys];

    /// <inheritdoc/>
    public Stream Create(string name, UnixFileMode? mode = null) => new File(this, name);

    /// <inheritdoc/>
    public void CreateDirectory(string name, UnixFileMode? mode = null) => Add(name, []);

    /// <inheritdoc/>
    public void CreateLink(string name, string target) => Add(name, Encoding.UTF8.GetBytes(target));

    /// <inheritdoc/>
    public Stream Open(string name) => new MemoryStream(_files[name], writable: false);

    /// <inheritdoc/>
    public string? PathOf(string name) => null;

    private void Add(string name, byte[] content)
    {
        lock (_gate)
            _files[name] = content;
    }

    private sealed class File(MemoryResult result, string name) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                result.Add(name, ToArray());

            base.Dispose(disposing);
        }
    }
}
