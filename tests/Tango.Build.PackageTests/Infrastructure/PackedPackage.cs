using System.IO.Compression;
using System.Xml.Linq;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>A package or symbol package of the feed, and its content.</summary>
internal sealed class PackedPackage
{
    private PackedPackage(string path, string version)
    {
        Name = Path.GetFileName(path).Replace("." + version, "", StringComparison.Ordinal);
        using var archive = ZipFile.OpenRead(path);
        Files = archive.Entries.Where(entry => !IsOfTheFormat(entry.FullName)).ToDictionary(entry => Uri.UnescapeDataString(entry.FullName), Read, StringComparer.Ordinal);
    }

    /// <summary>The name of its file without the version, e.g. <c>Tango.Build.nupkg</c>.</summary>
    public string Name { get; }

    /// <summary>Its files by their paths in it, without what belongs to the format of packages.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The elements of its description by their names.</summary>
    public IReadOnlyDictionary<string, XElement> Nuspec => XDocument
        .Load(new MemoryStream(Files.Single(file => file.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value))
        .Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);

    /// <summary>The packages of the feed, in the order of their names.</summary>
    public static async Task<IReadOnlyList<PackedPackage>> AllAsync()
    {
        var feed = await PackageFeed.GetAsync();
        return [.. Directory.GetFiles(feed.Packages).Select(path => new PackedPackage(path, feed.Version)).OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private static bool IsOfTheFormat(string path) => path.StartsWith("_rels/", StringComparison.Ordinal) || path.StartsWith("package/", StringComparison.Ordinal) || path == "[Content_Types].xml";

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
