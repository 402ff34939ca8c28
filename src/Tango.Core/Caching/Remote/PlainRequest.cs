namespace Tango.Caching.Remote;

/// <summary>A <c>GET</c> for a program that knows nothing of the store. Both parts may be secrets.</summary>
/// <param name="Address">An <c>http</c> or <c>https</c> address.</param>
/// <param name="Headers">Only for the server of the address.</param>
internal sealed record PlainRequest(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>How long a signed address is good for: almost a week, the most that stores sign for. Jobs may wait for days.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours((7 * 24) - 1);

    /// <inheritdoc/>
    // What a record would print has the secrets.
    public override string ToString() => RemoteCacheSettings.WithoutSecrets(Address);
}
