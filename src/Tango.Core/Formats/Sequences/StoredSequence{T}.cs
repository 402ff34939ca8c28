using System.Collections;
using System.Text.Json.Serialization.Metadata;
using Tango.Formats.Json;

namespace Tango.Formats.Sequences;

/// <summary>A stored sequence: every enumeration reads it from its beginning with a reader of its own.</summary>
internal sealed class StoredSequence<T> : IEnumerable<T>, IAsyncEnumerable<T>, IRereadSequence
{
    private readonly Func<Stream> _open;
    private readonly JsonTypeInfo<T> _contract = (JsonTypeInfo<T>)ResultJson.Options.GetTypeInfo(typeof(T));

    public StoredSequence(Func<Stream> open) => _open = open;

    public IEnumerator<T> GetEnumerator()
    {
        using var lines = new JsonLineReader<T>(_open(), _contract);
        do
        {
            while (lines.TryTake(out var item))
                yield return item;
        }
        while (lines.Fill());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var lines = new JsonLineReader<T>(_open(), _contract);
        do
        {
            while (lines.TryTake(out var item))
                yield return item;
        }
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));
    }
}
