using System.Diagnostics.CodeAnalysis;
using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Execution.Results;

/// <summary>
/// An entry whose stored files are passed to steps directly, and the steps that use them now. The files are shared, so a step that writes to one changes the input of all others.
/// The stamps are compared when a step ends and before the next one uses them; if stamps cannot show a change, the content is read.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class ConsumedEntry
{
    private readonly DirectoryStepCache? _cache;
    private readonly string _uniqueId;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<ConsumedResult> _uses = [];
    private volatile EntryStamps? _verified;

    public ConsumedEntry(StepCache cache, string uniqueId)
    {
        _cache = cache as DirectoryStepCache;
        _uniqueId = uniqueId;
    }

    /// <summary>How it is corrupt, and where it was moved; null if no corruption was found.</summary>
    public string? Corruption { get; private set; }

    /// <summary>Called before a step receives the result.</summary>
    public ConsumedResult Begin(ResultKey key)
    {
        var use = new ConsumedResult(this, key);
        lock (_uses)
            _uses.Add(use);

        return use;
    }

    /// <summary>Called when the step has received it.</summary>
    public void Give(ConsumedResult use) => use.Given = _verified;

    /// <summary>Called when the step does not use it any more.</summary>
    public void Leave(ConsumedResult use)
    {
        lock (_uses)
            _uses.Remove(use);
    }

    /// <summary>Called when the files have been read and are intact.</summary>
    /// <param name="stamps">Their stamps; null if their paths were not passed to any step.</param>
    public void Verified(EntryStamps? stamps) => _verified = stamps ?? _verified;

    /// <summary>Called when the files have been read and are corrupt. One of the steps that use them changed them.</summary>
    /// <param name="corruption">The description of the corruption.</param>
    public void MarkCorrupt(string? corruption)
    {
        Corruption = corruption;
        Suspect(ConsumedState.Changed);
    }

    // The content is intact but a file was touched: a step may have changed and restored it while another read it. If only one step uses the files, no other was affected.
    private void Touched() => Suspect(ConsumedState.Intact);

    private void Suspect(ConsumedState whenAlone)
    {
        lock (_uses)
        {
            var suspects = _uses.FindAll(use => use is { Given: not null, State: ConsumedState.Intact });
            suspects.ForEach(suspect => suspect.State = suspects.Count == 1 ? whenAlone : ConsumedState.Contested);
        }
    }

    /// <summary>Whether the files are still those that were verified.</summary>
    public async Task<ConsumedState> CheckAsync(CancellationToken cancellationToken) =>
        _verified is { } verified ? await CheckAsync(verified, cancellationToken).ConfigureAwait(false) : ConsumedState.Intact;

    /// <summary>Called when a step ends: checks the files, and removes its use.</summary>
    /// <returns>The state of the files that it used.</returns>
    public async Task<ConsumedState> EndAsync(ConsumedResult use, CancellationToken cancellationToken)
    {
        try
        {
            var found = use is { Given: { } given, State: ConsumedState.Intact } ? await CheckAsync(given, cancellationToken).ConfigureAwait(false) : ConsumedState.Intact;
            return use.State == ConsumedState.Intact ? found : use.State;
        }
        finally
        {
            Leave(use);
        }
    }

    private async Task<ConsumedState> CheckAsync(EntryStamps given, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var last = _verified is { } verified && verified.AreOfSameContent(given) ? verified : given;
            var isTouched = last.AreTouched();
            return isTouched || last.MayMiss ? await ReadAsync(given, isTouched, cancellationToken).ConfigureAwait(false) : ConsumedState.Intact;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ConsumedState> ReadAsync(EntryStamps given, bool isTouched, CancellationToken cancellationToken)
    {
        var read = await _cache!.VerifyAsync(_uniqueId, quarantine: true, cancellationToken).ConfigureAwait(false);
        if (read.State == CacheReadState.Corrupt)
        {
            MarkCorrupt(read.Corruption);
            return ConsumedState.Missing;
        }

        if (isTouched)
            Touched();

        Verified(read.Stamps);
        return read.Stamps is { } now && now.AreOfSameContent(given) ? ConsumedState.Intact : ConsumedState.Missing;
    }
}
