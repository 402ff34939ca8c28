using System.Collections;
using System.Text.Json;
using Tango.Formats.Json;
using Tango.Formats.Sequences;
using Tango.IO;

namespace Tango.Caching;

/// <summary>The items of a sequence, for any number of readers: on disk up to the first one that JSON cannot represent completely, and in memory from there.</summary>
internal sealed class SpooledSequence<T> : SpooledSequence, IEnumerable<T>, IAsyncEnumerable<T>
{
    private readonly List<T> _inMemory = [];
    private StoredSequence<T>? _onDisk;

    public override bool HoldsObjects => _inMemory.Count > 0;

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in (IEnumerable<T>?)_onDisk ?? [])
            yield return item;

        foreach (var item in _inMemory)
            yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_onDisk is not null)
        {
            await foreach (var item in _onDisk.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return item;
        }

        foreach (var item in _inMemory)
            yield return item;
    }

    protected override async ValueTask<object?> FillAsync(object sequence, SequenceKind kind, string? directory, CancellationToken cancellationToken)
    {
        TemporaryFile? file = null;
        using var lines = directory is null ? null : TryCreateWriter(bytes => Append(ref file, directory, bytes));
        await SequenceType.ForEachAsync<T>(sequence, kind, item => Add(item, lines), cancellationToken).ConfigureAwait(false);
        if (lines is null)
            return this;

        if (file is null)
        {
            // Short sequences are not written to disk.
            var bytes = lines.Rest.ToArray();
            _onDisk = new(() => new MemoryStream(bytes, writable: false));
            return this;
        }

        lines.Flush();
        _onDisk = new(file.OpenRead);
        return this;
    }

    // The code of the sequence throws exceptions of the same types, which are its own.
    private static void Append(ref TemporaryFile? file, string directory, ReadOnlySpan<byte> bytes)
    {
        try
        {
            (file ??= new TemporaryFile(directory)).Append(bytes);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.StateNotAccessible(directory, exception);
        }
    }

    private static JsonLineWriter<T>? TryCreateWriter(Action<ReadOnlySpan<byte>> write)
    {
        try
        {
            JsonFidelity.Check(typeof(T));
            return new(write);
        }
        catch (Exception exception) when (exception is ResultNotStorableException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private void Add(T item, JsonLineWriter<T>? lines)
    {
        if (_inMemory.Count > 0 || lines is null || !TryAppend(item, lines))
            _inMemory.Add(item);
    }

    private static bool TryAppend(T item, JsonLineWriter<T> lines)
    {
        try
        {
            lines.Append(item);
            return true;
        }
        catch (ResultNotStorableException)
        {
            return false;
        }
    }
}
