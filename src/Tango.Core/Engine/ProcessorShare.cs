namespace Tango.Engine;

/// <summary>The processors that a build's scheduler has granted to a run, until it is disposed of.</summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Release">Gives them back.</param>
internal sealed record ProcessorShare(int Count, Action Release) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Release();
}
