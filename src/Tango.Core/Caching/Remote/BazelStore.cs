using System.Security.Cryptography;
using System.Text;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// A web server that keeps a cache of Bazel, e.g. bazel-remote, which accepts no other names: archives by their SHA-256 hashes as <c>cas/HASH</c>, and at <c>ac/HASH</c>, by the hash of an archive's
/// name, a <c>build.bazel.remote.execution.v2.ActionResult</c> whose only output is the archive. Servers compare what they get with these names.
/// </summary>
/// <param name="store">Disposed of with this.</param>
/// <param name="spool">The full path of a directory for records that are under way.</param>
internal sealed class BazelStore(IArchiveStore store, string spool) : IArchiveStore
{
    private const int MaxRecord = 64 * 1024;

    /// <inheritdoc/>
    // Servers remove archives one by one. A record that is none is replaced.
    public async Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is (true, { } hash) && await store.ContainsAsync(ContentOf(hash), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var (exists, hash) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (!exists)
            return null;

        return hash is not null
            ? await store.OpenAsync(ContentOf(hash), cancellationToken).ConfigureAwait(false)
            : throw RemoteEntryException.Corrupt($"'{RecordOf(name)}' is not the result of an action with one output");
    }

    /// <inheritdoc/>
    public async Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken)
    {
        if (!replace && await ContainsAsync(name, cancellationToken).ConfigureAwait(false))
            return;

        // A record is what others look for: it comes last.
        var hash = await HashAsync(content, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(ContentOf(hash), content, replace, cancellationToken).ConfigureAwait(false);
        using var record = new TemporaryFile(spool);
        record.Append(ActionResult.Write(name, hash, content.Length));

        // One that is there names an archive that is not.
        await store.PutAsync(RecordOf(name), record, replace: true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is (_, { } hash)
            ? await store.RequestForAsync(ContentOf(hash), cancellationToken).ConfigureAwait(false)
            : throw new RemoteStoreException($"'{RecordOf(name)}' is not there, or names no file");

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private async Task<(bool Exists, string? Hash)> FindAsync(string name, CancellationToken cancellationToken)
    {
        using var record = await store.OpenAsync(RecordOf(name), cancellationToken).ConfigureAwait(false);
        if (record is null)
            return (false, null);

        var bytes = new byte[MaxRecord];
        var read = await record.ReadAtLeastAsync(bytes, MaxRecord, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return (true, ActionResult.ReadHash(bytes.AsSpan(0, read)));
    }

    private static async Task<string> HashAsync(TemporaryFile content, CancellationToken cancellationToken)
    {
        using var stream = content.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    private static string RecordOf(string name) => "ac/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static string ContentOf(string hash) => "cas/" + hash;
}
