using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>A stored sequence: every enumeration reads it from its beginning with a reader of its own.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class StoredSequence<T> : IEnumerable<T>, IAsyncEnumerable<T>, IRereadSequence
{
    private readonly Func<Stream> _open;
    private readonly JsonTypeInfo<T> _contract;

    public StoredSequence(Func<Stream> open, JsonTypeInfo<T> contract)
    {
        _open = open;
        _contract = contract;
    }

    public IEnumerator<T> GetEnumerator()
    {
        using var lines = new JsonLineReader<T>(_open(), _contract);
        do
        {
            while (lines.TryTake(out var item))
            {
                yield return item;
            }
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
            {
                yield return item;
            }
        }
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));
    }
}
