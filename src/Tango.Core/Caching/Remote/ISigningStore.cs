namespace Tango.Caching.Remote;

/// <summary>
/// A store that can also give addresses which need nothing else: no library, no credentials. A node of a cluster without shared files fetches the program so, before it has anything of Tango
/// (<c>TangoSlurmSharedFiles</c>).
/// </summary>
public interface ISigningStore : IRemoteStore
{
    /// <summary>Makes the address of a file, which exists.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lifetime">How long the address is good for at least; less than seven days, which is the most that Amazon and Microsoft sign for.</param>
    /// <param name="cancellationToken">Cancels the request, if one is needed.</param>
    /// <returns>An <c>http</c> or <c>https</c> address that answers a plain <c>GET</c> with the file. It is a secret, as whoever has it can fetch the file.</returns>
    Task<Uri> SignAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken);
}
