using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Tango.Build.TestKit;

/// <summary>
/// Packages like those of another build of the product: assemblies with other module version ids, and a version of the same length. Created from the packages under test by
/// changing these bytes, because compiling the product again takes as long as many tests.
/// </summary>
public static class OtherBuild
{
    /// <summary>Writes the packages.</summary>
    /// <param name="packages">The folder of those under test.</param>
    /// <param name="version">The version that they have.</param>
    /// <param name="folder">The folder to write to; packages of the same name are replaced.</param>
    /// <param name="newVersion">The version to give them.</param>
    public static void Write(string packages, string version, string folder, string newVersion)
    {
        if (newVersion.Length != version.Length)
            throw new ArgumentException($"'{newVersion}' is not as long as '{version}'.", nameof(newVersion));

        Directory.CreateDirectory(folder);
        foreach (var package in Directory.GetFiles(packages, "*.nupkg"))
        {
            using var from = ZipFile.OpenRead(package);
            using var to = ZipFile.Open(Path.Combine(folder, Path.GetFileName(package).Replace(version, newVersion, StringComparison.Ordinal)), ZipArchiveMode.Update);
            foreach (var entry in to.Entries.ToList())
                entry.Delete();

            foreach (var entry in from.Entries)
                Copy(entry, to, version, newVersion);
        }
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive to, string version, string newVersion)
    {
        using var content = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(content);

        var bytes = content.ToArray();
        if (entry.Name.StartsWith("Tango.", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal))
        {
            ChangeMvid(bytes);
            Replace(bytes, version, newVersion);
        }
        else if (entry.Name.EndsWith(".nuspec", StringComparison.Ordinal))
        {
            Replace(bytes, version, newVersion);
        }

        using var written = to.CreateEntry(entry.FullName).Open();
        written.Write(bytes);
    }

    private static void ChangeMvid(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var reader = image.GetMetadataReader();
        var mvid = reader.GetGuid(reader.GetModuleDefinition().Mvid).ToByteArray();
        Guid.NewGuid().TryWriteBytes(assembly.AsSpan(assembly.AsSpan().IndexOf(mvid)));
    }

    // The version of the assembly itself, four numbers, stays: one file version serves many packages.
    private static void Replace(byte[] content, string version, string newVersion)
    {
        var old = Encoding.UTF8.GetBytes(version);
        for (var at = content.AsSpan().IndexOf(old); at >= 0;)
        {
            var end = at + old.Length;
            if (end == content.Length || content[end] != '.')
                Encoding.UTF8.GetBytes(newVersion, content.AsSpan(at));

            var next = content.AsSpan(end).IndexOf(old);
            at = next < 0 ? -1 : end + next;
        }
    }
}
