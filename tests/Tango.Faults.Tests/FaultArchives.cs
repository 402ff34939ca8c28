using Tango.Caching.Remote;
using Tango.Formats;
using Tango.Formats.Compressed;

namespace Tango.Faults.Tests;

/// <summary>The archives of all results of the pipeline, and where damaged ones are fetched from.</summary>
internal sealed class FaultArchives : IDisposable
{
    private readonly FaultCache _origin = new();
    private readonly Dictionary<string, byte[]> _content = new(StringComparer.Ordinal);

    private FaultArchives()
    {
    }

    public IReadOnlyList<string> UniqueIds { get; private set; } = [];

    /// <summary>Full path of the folder for downloads.</summary>
    public string Spool => _origin.PathOf("spool");

    private string Store => _origin.PathOf("store");

    public static async Task<FaultArchives> CreateAsync()
    {
        var archives = new FaultArchives();
        Assert.Empty((await archives._origin.RecoverAsync(null)).Problems);
        var cache = new DirectoryStepCache(archives._origin.Directory);
        archives.UniqueIds = [.. cache.EnumerateUniqueIds().Order(StringComparer.Ordinal)];
        using var remote = archives.Open();
        foreach (var id in archives.UniqueIds)
        {
            await remote.PushAsync(id, cache, default);
            archives._content.Add(id, await File.ReadAllBytesAsync(archives.PathOf(id)));
        }

        return archives;
    }

    /// <summary>The sound archive of an entry.</summary>
    public byte[] Content(string uniqueId) => _content[uniqueId];

    /// <summary>A damaged one: as it is stored, or inside of its compression.</summary>
    public (string Name, byte[] Content) Damage(string uniqueId, Random random)
    {
        var (name, damage) = ByteDamage.All[random.Next(ByteDamage.All.Count)];
        if (random.Next(2) == 0)
            return (name, damage(Content(uniqueId), random));

        using var unpacked = new MemoryStream();
        using (var packed = CompressionStreams.ForReading(new MemoryStream(Content(uniqueId)), Compression.Zstandard))
            packed.CopyTo(unpacked);

        using var again = new MemoryStream();
        using (var packing = CompressionStreams.ForWriting(again, Compression.Zstandard))
            packing.Write(damage(unpacked.ToArray(), random));

        return (name + " inside", again.ToArray());
    }

    /// <summary>Opens the store with another archive of an entry.</summary>
    public RemoteCache OpenWith(string uniqueId, byte[] content)
    {
        File.WriteAllBytes(PathOf(uniqueId), content);
        return Open();
    }

    /// <summary>Fetches an entry into an empty cache, and compares it with the one that was stored.</summary>
    public async Task<FaultOutcome> FetchAsync(RemoteCache remote, string uniqueId)
    {
        var outcome = new FaultOutcome();
        var cache = new DirectoryStepCache(_origin.PathOf("fetched"));
        try
        {
            await remote.FetchAsync(uniqueId, cache, null, default);
        }
        catch (RemoteException)
        {
            if (cache.Contains(uniqueId))
                outcome.Problems.Add("it was refused, and is here");
        }
        catch (Exception exception)
        {
            outcome.Problems.Add(exception.ToString());
        }

        outcome.Problems.AddRange(EntryCheck.Problems(cache.DirectoryPath));
        if (cache.Contains(uniqueId) && !EntryCheck.HasSameResult(cache.PathForStep(uniqueId), Path.Combine(_origin.Directory, uniqueId)))
            outcome.Wrong.Add(uniqueId);

        cache.Remove(uniqueId);
        return outcome;
    }

    public void Dispose() => _origin.Dispose();

    private RemoteCache Open() => RemoteCache.Open(new RemoteCacheSettings(Store), Spool);

    private string PathOf(string uniqueId) => Path.Combine(Store, EntryArchive.NameOf(uniqueId));
}
