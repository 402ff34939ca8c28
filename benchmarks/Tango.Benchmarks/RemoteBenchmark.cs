using System.Globalization;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;
using Tango.Caching;
using Tango.Caching.Remote;

namespace Tango.Benchmarks;

/// <summary>How long it takes to fetch many results from a remote cache, over what the store's own library takes for the same objects.</summary>
/// <remarks>The addresses are those of servers on this machine: <c>TANGO_BENCHMARK_STORES</c>, e.g. <c>azure://…;s3://…;http://…?SIGNATURE</c>. The environment has the credentials.</remarks>
internal static class RemoteBenchmark
{
    private const string Variable = "TANGO_BENCHMARK_STORES";
    private const int Entries = 1000;

    // As many as a build asks for at the same time.
    private const int Concurrency = 16;

    public static void Run(Options options, TextWriter output)
    {
        var addresses = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0)
        {
            output.WriteLine($"\nremote: no server in {Variable}.");
            return;
        }

        // One for all: for some seconds after many files were deleted, ext4 takes long to create one, whoever does it.
        using var directory = TestDirectory.Create();
        var table = new Table(output, 1, $"{Entries} results", "bytes of each", "wall ms, min / median", "CPU ms, min / median", "of the library's wall, min");
        foreach (var address in addresses)
        {
            foreach (var size in (ReadOnlySpan<int>)[1_000, 100_000])
                Measure(address, size, options.Rounds ?? 7, directory, table);
        }
    }

    private static void Measure(string address, int size, int rounds, TestDirectory directory, Table table)
    {
        var scheme = new Uri(address).Scheme;
        var package = RemoteCacheSettings.IsHttp(address) ? null : new RemoteStorePackage(scheme, AssemblyOf(scheme));
        using var library = package is null ? new HttpLibrary(new Uri(address)) : OpenLibrary(package, address);
        using var remote = RemoteCache.Open(new RemoteCacheSettings(address) { Package = package }.WithSecrets(projectFile: null), directory.PathOf("spool"));
        string[] ids = [.. Enumerable.Range(0, Entries).Select(number => $"Size{size}-{number.ToString("00000000000000000000000000000000", CultureInfo.InvariantCulture)}")];
        string NewFolder() => Directory.CreateDirectory(directory.PathOf(Guid.NewGuid().ToString("N"))).FullName;
        Push(remote, new DirectoryStepCache(NewFolder()), ids, size);

        var timings = Rounds.Run(
            rounds,
            () =>
            {
                var folder = NewFolder();
                return Timing.OfThisProcess(() => Each(ids, (id, token) => DownloadAsync(library, Path.Combine(folder, id), EntryArchive.NameOf(id), token)));
            },
            () =>
            {
                var cache = new DirectoryStepCache(NewFolder());
                return Timing.OfThisProcess(() => Each(ids, async (id, token) => await remote.FetchAsync(id, cache, null, token).ConfigureAwait(false)));
            });
        Write(table, $"{scheme}: the library, objects to files", size, timings[0], timings[0]);
        Write(table, $"{scheme}: fetched, verified, in the local cache", size, timings[1], timings[0]);
    }

    private static void Push(RemoteCache remote, DirectoryStepCache cache, string[] ids, int size) => Each(ids, async (id, token) =>
    {
        var content = new byte[size];
        new Random(id.GetHashCode(StringComparison.Ordinal)).NextBytes(content);
        await cache.PutAsync(new EntryMetadata { UniqueId = id, Step = "step", Type = "Step", Format = "bytes" }, content, typeof(byte[]), cancellationToken: token).ConfigureAwait(false);
        await remote.PushAsync(id, cache, token).ConfigureAwait(false);
    });

    // What the library gives is its own stream; the least that it takes to have it in a file.
    private static async Task DownloadAsync(IRemoteStore library, string path, string name, CancellationToken cancellationToken)
    {
        using var stream = await library.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        using var file = File.Create(path);
        await stream!.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
    }

    private static void Each(string[] ids, Func<string, CancellationToken, Task> use) => Parallel
        .ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (id, token) => await use(id, token).ConfigureAwait(false))
        .GetAwaiter().GetResult();

    private static IRemoteStore OpenLibrary(RemoteStorePackage package, string address) => StoreFactories.Get(package).Open(
        RemoteStoreAddress.Parse(address),
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!));

    private static string AssemblyOf(string scheme)
    {
        var package = RemoteStorePackage.NameFor(scheme) ?? throw new InvalidOperationException($"There is no store for '{scheme}'.");
        return Repository.PathOf($"src/{package}/bin/{Repository.Configuration}/net10.0/{package}.dll");
    }

    private static void Write(Table table, string what, int size, Timings timings, Timings peer) => table.Row(
        what, size.ToString("#,0", CultureInfo.InvariantCulture), Table.Both(timings.Wall), Table.Both(timings.Processor), Table.Ratio(timings.Wall.Min, peer.Wall.Min));

    /// <summary>The library for web servers: the framework's own.</summary>
    private sealed class HttpLibrary(Uri address) : IRemoteStore
    {
        private readonly HttpClient _client = new();

        public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
            await _client.GetStreamAsync(new UriBuilder(address) { Path = $"{address.AbsolutePath}/{name}" }.Uri, cancellationToken).ConfigureAwait(false);

        public Task PutAsync(string name, Stream content, bool replace, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose() => _client.Dispose();
    }
}
