using System.Text.Json;
using Tango.Runs;

namespace Tango.Cli.Live;

/// <summary>Reads the events that the projects of a running build write, each to a file of its own in one directory.</summary>
internal sealed class EventFiles(string directory) : IDisposable
{
    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);

    /// <summary>The events since the last call.</summary>
    /// <returns>Each with a key of its project's run.</returns>
    public IEnumerable<(string Run, RunEvent Event)> ReadNew()
    {
        foreach (var path in Directory.GetFiles(directory, "*.jsonl").Order(StringComparer.Ordinal))
        {
            if (!_sources.TryGetValue(path, out var source))
                _sources[path] = source = new Source(path);

            foreach (var runEvent in source.ReadNew())
                yield return (path, runEvent);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _sources.Values)
            source.Dispose();
    }

    private sealed class Source(string path) : IDisposable
    {
        private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        private readonly MemoryStream _line = new();
        private readonly byte[] _block = new byte[64 * 1024];

        public IEnumerable<RunEvent> ReadNew()
        {
            int read;
            while ((read = _stream.Read(_block)) > 0)
            {
                foreach (var line in Lines(_block.AsMemory(0, read)))
                {
                    if (TryRead(line) is { } runEvent)
                        yield return runEvent;
                }
            }
        }

        public void Dispose() => _stream.Dispose();

        // The end of what has been written may be half a line.
        private IEnumerable<byte[]> Lines(ReadOnlyMemory<byte> bytes)
        {
            while (bytes.Span.IndexOf((byte)'\n') is >= 0 and var end)
            {
                _line.Write(bytes.Span[..end]);
                yield return _line.ToArray();
                _line.SetLength(0);
                bytes = bytes[(end + 1)..];
            }

            _line.Write(bytes.Span);
        }

        // A newer package may know more events than this tool.
        private static RunEvent? TryRead(byte[] line)
        {
            try
            {
                return RunEventJson.Read(line);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
