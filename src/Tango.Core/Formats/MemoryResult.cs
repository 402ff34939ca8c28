namespace Tango.Formats;

/// <summary>The files of a result, in memory: what a format writes here it can read again, any number of times.</summary>
internal sealed class MemoryResult : IResultWriter, IResultReader
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. _files.Keys];

    /// <inheritdoc/>
    public Stream Create(string name, bool isExecutable = false) => new File(this, name);

    /// <inheritdoc/>
    public void CreateDirectory(string name) => Add(name, []);

    /// <inheritdoc/>
    public Stream Open(string name) => new MemoryStream(_files[name], writable: false);

    /// <inheritdoc/>
    public string? PathOf(string name) => null;

    private void Add(string name, byte[] content)
    {
        lock (_gate)
        {
            _files[name] = content;
        }
    }

    private sealed class File(MemoryResult result, string name) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                result.Add(name, ToArray());
            }

            base.Dispose(disposing);
        }
    }
}
