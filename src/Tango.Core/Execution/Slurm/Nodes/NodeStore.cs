using System.Collections.Frozen;
using System.Collections.Immutable;
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

    /// <summary>The environment variable with the name of the assembly that opens an address which is not <c>http</c>; it is in the program's archive. Otherwise empty.</summary>
    public const string LibraryVariable = "TANGO_NODE_STORE_LIBRARY";

    /// <summary>The environment variable with <c>bazel</c> if files have the names of a cache of Bazel. Otherwise empty.</summary>
    public const string LayoutVariable = "TANGO_NODE_STORE_LAYOUT";

    private const string Bazel = "bazel";

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

    /// <summary>All variables of it. They may be secrets, and steps have no use for them.</summary>
    public static ImmutableArray<string> Variables { get; } = [AddressVariable, LayoutVariable, LibraryVariable, ProgramVariable, .. RemoteSecrets.Variables];

    /// <summary>Opens the store on a node, which waits for it while it does not answer.</summary>
    /// <param name="root">Full path of the folder that the job made.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TangoException">The environment has no valid address, or the assembly that opens it cannot be loaded.</exception>
    public static NodeStore FromEnvironment(string root, CancellationToken stop)
    {
        var patience = new Patience(_ => { }, TimeProvider.System);
        if (Read(AddressVariable) is not { Length: > 0 } address)
            throw RemoteCacheSettings.Invalid(AddressVariable, "", "let jobs have the environment of the build: no --export in TangoSlurmOptions or SlurmOptions", projectFile: null);

        var settings = new RemoteCacheSettings(address)
        {
            IsBazel = Read(LayoutVariable) == Bazel,
            Package = Read(LibraryVariable) is { Length: > 0 } library ? new(new Uri(address).Scheme, Path.Combine(root, NodePaths.Store, library)) : null,
        };
        return new(settings.WithSecrets(projectFile: null), Path.Combine(root, "spool"), store => new PatientStore(store, patience, stop));

        static string Read(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";
    }

    /// <summary>The results in it.</summary>
    public RemoteCache Results { get; }

    /// <summary>Full path of the assembly that opens it; null if it is a web server.</summary>
    public string? Library => _settings.Package?.Assembly;

    /// <summary>Its address for messages.</summary>
    public string Name => _settings.Name;

    /// <summary>The variables for jobs.</summary>
    /// <param name="program">The name of the program's archive, which is in the store.</param>
    /// <exception cref="RemoteException">Nodes cannot fetch it, or the store does not respond.</exception>
    public async Task<FrozenDictionary<string, string>> EnvironmentWithAsync(string program, CancellationToken cancellationToken)
    {
        var request = await AskAsync(() => _store.RequestForAsync(program, cancellationToken), cancellationToken).ConfigureAwait(false);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AddressVariable] = _settings.Location,
            [LayoutVariable] = _settings.IsBazel ? Bazel : "",
            [LibraryVariable] = _settings.Package is { } package ? Path.GetFileName(package.Assembly) : "",
            [ProgramVariable] = CurlConfiguration(request),
        };
        if (_settings.Token is { } token)
            variables[RemoteSecrets.TokenVariable] = token;

        if (!_settings.Headers.IsEmpty)
            variables[RemoteSecrets.HeadersVariable] = RemoteSecrets.FormatHeaders(_settings.Headers);

        return variables.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What <c>curl</c> needs for a request.</summary>
    public static string CurlConfiguration(PlainRequest request)
    {
        var lines = new StringBuilder();
        // An address may have brackets, which would be ranges.
        lines.Append("globoff\n");
        Add("url", request.Address.AbsoluteUri);

        // To another server, curl would send other headers than this one too.
        if (request.Headers.All(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
            lines.Append("location\n");

        foreach (var (header, value) in request.Headers)
            Add("header", $"{header}: {value}");

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
