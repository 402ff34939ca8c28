using System.Collections.Frozen;
using System.Text;
using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>
/// The store that jobs and the build exchange files through: the remote cache. Its address may have a secret, so jobs get it in their environment, where they have the token and the headers from,
/// too; not in the script, which the controller keeps in a file.
/// </summary>
internal sealed class NodeStore : IDisposable
{
    /// <summary>The environment variable with the address.</summary>
    public const string AddressVariable = "TANGO_NODE_STORE";

    /// <summary>The environment variable with what <c>curl</c> needs to fetch the program, as lines of its configuration: before it is there, nothing of Tango is on the node.</summary>
    public const string ProgramVariable = "TANGO_NODE_PROGRAM";

    private readonly RemoteCacheSettings _settings;
    private readonly IArchiveStore _store;
    private readonly string _spool;

    /// <param name="spool">Full path of a folder for what is under way.</param>
    /// <exception cref="TangoException">The address is not valid.</exception>
    public NodeStore(RemoteCacheSettings settings, string spool)
        : this(settings, spool, store => store)
    {
    }

    private NodeStore(RemoteCacheSettings settings, string spool, Func<IArchiveStore, IArchiveStore> wrap)
    {
        _settings = settings;
        _spool = spool;
        _store = wrap(settings.OpenStore(spool));
        Results = new RemoteCache(wrap(settings.OpenStore(spool)));
    }

    /// <summary>Opens the store on a node, which waits for it while it does not answer.</summary>
    /// <param name="spool">Full path of a folder for what is under way.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TangoException">The environment has no valid address.</exception>
    public static NodeStore FromEnvironment(string spool, CancellationToken stop)
    {
        var patience = new Patience(_ => { }, TimeProvider.System);
        var settings = new RemoteCacheSettings(Environment.GetEnvironmentVariable(AddressVariable) ?? "").WithSecrets(projectFile: null);
        return new(settings, spool, store => new PatientStore(store, patience, stop));
    }

    /// <summary>The results in it.</summary>
    public RemoteCache Results { get; }

    /// <summary>Its address for messages.</summary>
    public string Name => _settings.Name;

    /// <summary>The variables for jobs.</summary>
    /// <param name="program">The name of the program's archive.</param>
    public IReadOnlyDictionary<string, string> EnvironmentWith(string program) => new Dictionary<string, string>
    {
        [AddressVariable] = _settings.Location,
        [ProgramVariable] = CurlConfiguration(_settings, program),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What <c>curl</c> needs to fetch a file.</summary>
    public static string CurlConfiguration(RemoteCacheSettings settings, string name)
    {
        var lines = new StringBuilder();
        Add("url", HttpStore.AddressOf(new Uri(settings.Location), name).AbsoluteUri);

        // To another server, curl would send other headers than this one too.
        if (settings.Headers.IsEmpty)
            lines.Append("location\n");

        foreach (var (header, value) in settings.Headers)
            Add("header", $"{header}: {value}");

        if (settings.Token is { } token && !settings.Headers.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
            Add("header", $"Authorization: Bearer {token}");

        return lines.ToString();

        void Add(string option, string value) =>
            lines.Append(option).Append(" = \"").Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\n");
    }

    /// <summary>Stores a file under the digest of its content, unless it is there.</summary>
    /// <param name="name">Makes its name from the SHA-256.</param>
    /// <param name="write">Writes its content.</param>
    /// <returns>The SHA-256.</returns>
    /// <exception cref="RemoteException">The store does not respond, or with an error.</exception>
    public async Task<string> PutByDigestAsync(Func<string, string> name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var sha256 = "";
        using var file = new TemporaryFile(_spool);
        await file.FillAsync(async stream =>
        {
            using var digesting = new DigestingStream(stream.Write, digest => sha256 = digest.Sha256);
            await write(digesting).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await AskAsync(
            async () =>
            {
                if (!await _store.ContainsAsync(name(sha256), cancellationToken).ConfigureAwait(false))
                    await _store.PutAsync(name(sha256), file, replace: false, cancellationToken).ConfigureAwait(false);

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return sha256;
    }

    /// <summary>Stores a small file.</summary>
    /// <exception cref="RemoteException">The store does not respond, or with an error.</exception>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            using var file = new TemporaryFile(_spool);
            file.Append(content.Span);
            await _store.PutAsync(name, file, replace: false, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Opens a file.</summary>
    /// <returns>Null if it does not exist.</returns>
    /// <exception cref="RemoteException">The store does not respond, or with an error.</exception>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) => AskAsync(() => _store.OpenAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        Results.Dispose();
    }

    private static Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken) => RemoteBoundary.AskAsync(request, cancellationToken);
}
