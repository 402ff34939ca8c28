using System.Collections;
using Tango.Formats;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// The items of a sequence, for any number of readers: on disk as far as JSON carries them whole, and in memory from the first one that it does not.
/// </summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed class SpooledSequence<T> : SpooledSequence, IEnumerable<T>, IAsyncEnumerable<T>
{
    private readonly List<T> _inMemory = [];
    private StoredSequence<T>? _onDisk;

    public override bool HoldsObjects => _inMemory.Count > 0;

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in (IEnumerable<T>?)_onDisk ?? [])
        {
            yield return item;
        }

        foreach (var item in _inMemory)
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_onDisk is not null)
        {
            await foreach (var item in _onDisk.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }

        foreach (var item in _inMemory)
        {
            yield return item;
        }
    }

    protected override async ValueTask<object?> FillAsync(object sequence, SequenceKind kind, string directory, CancellationToken cancellationToken)
    {
        using var writer = JsonLineWriter<T>.TryCreate(() => new NamelessFile(directory));
        if (kind == SequenceKind.Async)
        {
            await foreach (var item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Add(item, writer);
            }
        }
        else
        {
            foreach (var item in (IEnumerable<T>)sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(item, writer);
            }
        }

        _onDisk = writer?.Finish();
        return this;
    }

    private void Add(T item, JsonLineWriter<T>? writer)
    {
        if (_inMemory.Count > 0 || writer is null || !writer.TryAppend(item))
        {
            _inMemory.Add(item);
        }
    }
}
