using System.Security.Cryptography;
using Tango.Formats;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Makes a stored result available outside the cache, decompressed: what a build or a person expects to find. A copy (a reflink where the file system has them), so
/// that editing it never touches the cache; put in place by a rename, and left alone when it already is what it should be.
/// </summary>
public static class ResultExport
{
    /// <summary>Exports a result.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="uniqueId">The entry's key.</param>
    /// <param name="destination">Full path of the file; of the directory for results that are one.</param>
    /// <exception cref="InvalidDataException">There is no sound entry, or its result is null.</exception>
    /// <exception cref="IOException">The destination cannot be written; what was there is untouched.</exception>
    public static void To(DirectoryStepCache cache, string uniqueId, string destination)
    {
        var metadata = cache.TryGetMetadata(uniqueId) ?? throw new InvalidDataException($"There is no result '{uniqueId}' in the cache.");
        if (metadata.IsNull)
        {
            throw new InvalidDataException("The result is null, so there is nothing to export.");
        }

        var reader = new EntryReader(cache.PathForStep(uniqueId), metadata, FormatName.Parse(metadata.Format));
        if (reader.FindDamage(CancellationToken.None) is { } damage)
        {
            throw new InvalidDataException($"The cache entry is damaged: {damage}.");
        }

        if (FormatName.Parse(metadata.Format).Name == BuiltInFormats.Directory || reader.Names.Count != 1)
        {
            ExportAll(reader, destination);
        }
        else
        {
            Export(reader, reader.Names[0], destination);
        }
    }

    private static void ExportAll(EntryReader reader, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var name in reader.Names)
        {
            var path = Path.Combine(directory, WithoutRoot(name));
            if (name.EndsWith('/'))
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Export(reader, name, path);
            }
        }
    }

    // Formats of several files keep them below a folder of their own.
    private static string WithoutRoot(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name : name[(slash + 1)..];
    }

    private static void Export(EntryReader reader, string name, string path)
    {
        if (IsSame(reader, name, path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var staged = AtomicFile.StagedName(path);
        try
        {
            Copy(reader, name, staged);
            File.Move(staged, path, overwrite: true);
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    private static void Copy(EntryReader reader, string name, string path)
    {
        if (reader.PathOf(name) is { } stored)
        {
            File.Copy(stored, path);
            return;
        }

        using var source = reader.Open(name);
        using var destination = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        source.CopyTo(destination);
    }

    private static bool IsSame(EntryReader reader, string name, string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var there = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var stored = reader.Open(name);
        return SHA256.HashData(there).AsSpan().SequenceEqual(SHA256.HashData(stored));
    }
}
