using Tango.Caching;
using Tango.Formats;

namespace Tango.Execution;

/// <summary>
/// A result that is not stored, held for as long as the run lasts. A single consumer is given the object itself; several are given copies. What its format cannot carry
/// there is only once, and all are given that: <c>TangoCheckInputs</c> finds who changes it.
/// </summary>
internal sealed class HeldResult : RunResult
{
    private readonly object? _value;
    private readonly bool _isSingle;
    private readonly FormatRegistry _formats;
    private readonly Lazy<Task<(MemoryResult Files, Format Format)?>> _files;

    private HeldResult(ResultKey key, object? value, int consumers, FormatRegistry formats)
        : base(key)
    {
        _value = value;
        _isSingle = consumers < 2;
        _formats = formats;
        _files = new(TryWriteAsync);
    }

    /// <summary>Holds a result. A sequence runs now, once, whoever reads it later and how often, and however long it is.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="result">The result.</param>
    /// <param name="consumers">How many will take it.</param>
    /// <param name="formats">Where formats are found.</param>
    /// <param name="spoolDirectory">Full path of a directory for sequences.</param>
    /// <param name="cancellationToken">Ends the running of a sequence.</param>
    public static async Task<HeldResult> HoldAsync(
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
        // Every enumeration of what is on disk makes its items anew.
        if (_isSingle || _value is SpooledSequence { HoldsObjects: false })
        {
            return _value;
        }

        if (OwnCopy.TryMake(_value, membersAreExact: false, out var copy))
        {
            return copy;
        }

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
            // That it is not stored is its author's wish, so it is no mistake that it cannot be.
            return null;
        }
    }
}
