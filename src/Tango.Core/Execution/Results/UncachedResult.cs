using Tango.Caching;
using Tango.Formats;

namespace Tango.Execution.Results;

/// <summary>
/// A result that is not cached, in memory until the run ends. A single consumer receives the object itself; several receive copies. If its format cannot represent it, all
/// receive the same object: <c>TangoCheckInputs</c> finds steps that modify it.
/// </summary>
internal sealed class UncachedResult : RunResult
{
    private readonly object? _value;
    private readonly bool _isSingle;
    private readonly FormatRegistry _formats;
    private readonly Lazy<Task<(MemoryResult Files, Format Format)?>> _files;

    private UncachedResult(ResultKey key, object? value, int consumers, FormatRegistry formats)
        : base(key)
    {
        _value = value;
        _isSingle = consumers < 2;
        _formats = formats;
        _files = new(TryWriteAsync);
    }

    /// <summary>Creates it. A sequence is enumerated now, once, even if it is read later several times or never, and however long it is.</summary>
    /// <param name="consumers">The number of consumers.</param>
    /// <param name="spoolDirectory">Full path of a directory for sequences.</param>
    /// <param name="cancellationToken">Cancels the enumeration of a sequence.</param>
    public static async Task<UncachedResult> HoldAsync(
        ResultKey key,
        object? result,
        int consumers,
        FormatRegistry formats,
        string spoolDirectory,
        CancellationToken cancellationToken) =>
        new(key, await SpooledSequence.SpoolAsync(result, key.Type, spoolDirectory, cancellationToken).ConfigureAwait(false), consumers, formats);

    /// <inheritdoc/>
    public override async Task<object?> GetAsync(CancellationToken cancellationToken)
    {
        // Every enumeration of a file creates new items.
        if (_isSingle || _value is SpooledSequence { HoldsObjects: false })
            return _value;

        if (DefensiveCopy.TryMake(_value, membersAreExact: false, out var copy))
            return copy;

        return await _files.Value.ConfigureAwait(false) is var (files, format)
            ? await format.ReadAsync(Key.Type, files, cancellationToken).ConfigureAwait(false)
            : _value;
    }

    private async Task<(MemoryResult Files, Format Format)?> TryWriteAsync()
    {
        try
        {
            var format = _formats.Find(Key.Format);
            var files = new MemoryResult();
            await format.WriteAsync(_value!, Key.Type, files, CancellationToken.None).ConfigureAwait(false);
            return (files, format);
        }
        catch (Exception)
        {
            // Its author chose not to cache it, so it is no error that it cannot be stored.
            return null;
        }
    }
}
