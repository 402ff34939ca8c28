using System.Collections;
using System.Collections.Immutable;
using Tango.Formats;

namespace Tango.Caching;

/// <summary>The items of a sequence, for any number of readers.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class HeldSequence<T> : HeldSequence, IEnumerable<T>, IAsyncEnumerable<T>
{
    private readonly ImmutableArray<T> _items;

    public HeldSequence()
        : this([])
    {
    }

    private HeldSequence(ImmutableArray<T> items) => _items = items;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _items.ToAsyncEnumerable().GetAsyncEnumerator(cancellationToken);

    protected override async ValueTask<object?> FillAsync(object sequence, SequenceKind kind, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        if (kind == SequenceKind.Async)
        {
            await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                items.Add(item);
            }
        }
        else
        {
            items.AddRange((IEnumerable<T>)sequence);
        }

        return new HeldSequence<T>(items.DrainToImmutable());
    }
}
