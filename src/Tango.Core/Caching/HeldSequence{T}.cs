using System.Collections;
using Tango.Formats;

namespace Tango.Caching;

/// <summary>The items of a sequence, for any number of readers.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class HeldSequence<T> : HeldSequence, IEnumerable<T>, IAsyncEnumerable<T>
{
    private readonly List<T> _items = [];

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _items.ToAsyncEnumerable().GetAsyncEnumerator(cancellationToken);

    protected override async ValueTask<object?> FillAsync(object sequence, SequenceKind kind, CancellationToken cancellationToken)
    {
        if (kind == SequenceKind.Async)
        {
            await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                _items.Add(item);
            }
        }
        else
        {
            _items.AddRange((IEnumerable<T>)sequence);
        }

        return this;
    }
}
