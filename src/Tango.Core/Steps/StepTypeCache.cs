using System.Runtime.InteropServices;
using Tango.IO;
using Tango.Steps.Metadata;

namespace Tango.Steps;

/// <summary>
/// Caches in a file what was read from assemblies. As long as no examined file has changed (path, length, time of last write; if those have, the module version id, or the
/// content if it is not a project assembly), nothing is read again.
/// </summary>
internal static class StepTypeCache
{
    private const string Layout = "tango step-types 12";

    /// <summary>The step types of the assemblies, from the cache file if it is valid.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="write">Whether to write the file if it is not valid; <see langword="false"/> writes nothing.</param>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    public static StepTypeCatalog Read(string path, StepAssemblies assemblies, bool write) => Read(path, assemblies, write, out _);

    /// <inheritdoc cref="Read(string, StepAssemblies, bool)"/>
    /// <param name="isWritten">Whether an assembly was written since the file was: its step types, or their comments, may have changed.</param>
    public static StepTypeCatalog Read(string path, StepAssemblies assemblies, bool write, out bool isWritten)
    {
        var key = KeyOf(assemblies);
        if (StateFile.Read(path, Layout, reader => Find(reader, key), onlySavesTime: true) is { } known)
        {
            isWritten = known.HasOtherStamps;
            if (write && known.HasOtherStamps)
                Save(path, key, known.Assemblies, known.Catalog);

            return known.Catalog;
        }

        isWritten = true;
        using var set = new AssemblySet(assemblies);
        var catalog = StepTypeReader.Read(set);
        if (write)
            Save(path, key, set.Stamped, catalog);

        return catalog;
    }

    // Everything that affects which files are read, and how: another build of Tango may read more from the same assemblies.
    private static string KeyOf(StepAssemblies assemblies) => string.Join(
        '\0',
        [
            typeof(StepTypeCache).Module.ModuleVersionId.ToString(),
            assemblies.Main,
            assemblies.PackageTarget,
            .. assemblies.ProjectAssemblies.Append(""),
            .. assemblies.References.Append(""),
            .. assemblies.PathReferences.Append(""),
            .. assemblies.RuntimeConfigFiles.Append(""),
            .. assemblies.PackageGraphs.Append(""),
            .. Sorted(assemblies.PackageVersions).Append(""),
            .. Sorted(assemblies.ProjectFolders).Append(""),
            .. Sorted(assemblies.RuntimeSwitches),
        ]);

    private static IEnumerable<string> Sorted(IReadOnlyDictionary<string, string> texts) =>
        texts.Select(text => $"{text.Key}\0{text.Value}").Order(StringComparer.Ordinal);

    private static Known? Find(StateReader reader, string key)
    {
        if (reader.ReadString() != key)
            return null;

        var assemblies = reader.ReadAll(StampedFile.Read);
        var files = reader.ReadAll(StampedFile.Read);
        var patterns = reader.ReadAll(StampedGlob.Read);
        var hasOtherStamps = false;
        if (!AreSame(assemblies, ModuleOf, ref hasOtherStamps)
            || !AreSame(files, path => FileDigest.ComputeFile(path).Sha256, ref hasOtherStamps)
            || !Array.TrueForAll(patterns, pattern => pattern.IsUnchanged()))
        {
            return null;
        }

        var sources = new CodeSources(ImmutableCollectionsMarshal.AsImmutableArray(files), ImmutableCollectionsMarshal.AsImmutableArray(patterns));
        return new Known(assemblies, StepTypeState.Read(reader, sources), hasOtherStamps);
    }

    private static string ModuleOf(string path) => AssemblyImage.ReadMvid(path).ToString();

    // Updates stamps: a file that was written again with the same content counts as unchanged.
    private static bool AreSame(StampedFile[] files, Func<string, string> contentOf, ref bool hasOtherStamps)
    {
        for (var index = 0; index < files.Length; index++)
        {
            var file = files[index];
            var stamp = FileStamp.Read(file.Path);
            if (stamp == file.Stamp)
                continue;

            if (!stamp.Exists || !file.Stamp.Exists || contentOf(file.Path) != file.Content)
                return false;

            files[index] = file with { Stamp = stamp };
            hasOtherStamps = true;
        }

        return true;
    }

    private static void Save(string path, string key, IReadOnlyCollection<StampedFile> assemblies, StepTypeCatalog catalog)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            StateFile.Write(path, Layout, writer =>
            {
                writer.Write(key);
                writer.WriteAll(assemblies, StampedFile.Write);
                writer.WriteAll(catalog.Sources.Files, StampedFile.Write);
                writer.WriteAll(catalog.Sources.Patterns, StampedGlob.Write);
                StepTypeState.Write(writer, catalog);
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The result is correct anyway; if the folder cannot be written, only the next build is slower.
        }
    }

    private sealed record Known(StampedFile[] Assemblies, StepTypeCatalog Catalog, bool HasOtherStamps);
}
