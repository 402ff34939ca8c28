using System.Globalization;

namespace Tango.Faults.Tests;

/// <summary>Files of a cache are damaged at random. The next run must notice all that matters, and its result must be right.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class DamageTests
{
    private static readonly (string Name, Action<string, Random> Do)[] Damages =
    [
        .. ByteDamage.All.Select(damage => (damage.Name, (Action<string, Random>)((path, random) => File.WriteAllBytes(path, damage.Do(File.ReadAllBytes(path), random))))),
        ("delete", static (path, _) => File.Delete(path)),
        ("replace by a directory", ReplaceByDirectory),
        ("add another file", static (path, _) => File.WriteAllText(path + ".more", "more")),
    ];

    [Fact]
    public async Task Of_any_file_is_noticed_where_it_matters()
    {
        var row = new FaultRow("file of the cache damaged");
        var random = new Random(FaultRun.Seed);
        using var cache = new FaultCache();
        Assert.Empty((await cache.RecoverAsync(null)).Problems);
        for (var attempt = 0; attempt < FaultRun.Count(30, 500); attempt++)
        {
            // Without it, nothing would read the others.
            Directory.Delete(Directory.GetDirectories(cache.Directory, "FaultTotal-*").Single(), recursive: true);
            var files = Directory.GetFiles(cache.Directory, "*", SearchOption.AllDirectories).Where(IsPart).Order(StringComparer.Ordinal).ToList();
            var path = files[random.Next(files.Count)];
            var (name, damage) = Damages[random.Next(Damages.Length)];
            MakeWritable(path);
            damage(path, random);
            row.Add(string.Create(CultureInfo.InvariantCulture, $"{attempt}: {name}, {Path.GetRelativePath(cache.Directory, path)}"), await cache.RecoverAsync(null, mayHaveMore: true));
        }

        row.Complete();
    }

    // Metadata and results: a log may be changed, and what is quarantined is not used.
    private static bool IsPart(string path) =>
        (Path.GetFileName(path) == "metadata.json" || path.Contains("/result", StringComparison.Ordinal)) && !path.Contains("/.damaged/", StringComparison.Ordinal);

    private static void MakeWritable(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserWrite | UnixFileMode.UserRead);
        var folder = Path.GetDirectoryName(path)!;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.UserWrite);
    }

    private static void ReplaceByDirectory(string path, Random random)
    {
        File.Delete(path);
        Directory.CreateDirectory(Path.Combine(path, "x"));
    }
}
