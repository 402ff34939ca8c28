using Tango.Diagnostics;
using Tango.IO;
using Tango.Steps.Memo;
using Tango.Steps.Metadata;

namespace Tango.Steps;

/// <summary>
/// Remembers in a file what was read from assemblies. While none of the files that were looked at has changed (path, length, time of last write; if those
/// did, the module version id), nothing is read again. A missing, damaged or older memo is made anew.
/// </summary>
internal static class StepTypeMemo
{
    /// <summary>The step types of the assemblies, remembered or read.</summary>
    /// <param name="memoPath">The full path of the memo.</param>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="write">Whether to write the memo when it was of no use; <see langword="false"/> leaves no trace.</param>
    /// <exception cref="TangoException">One of the user's assemblies does not exist.</exception>
    public static StepTypeCatalog Read(string memoPath, StepAssemblies assemblies, bool write)
    {
        if (Open(memoPath) is { } memo && memo.ReadIsOf(assemblies))
        {
            var files = memo.ReadFiles();
            if (Compare(files) is var change and not MemoChange.Content)
            {
                var remembered = memo.ReadCatalog();
                if (write && change == MemoChange.Stamp)
                {
                    Save(memoPath, MemoWriter.Write(assemblies, files, remembered));
                }

                return remembered;
            }
        }

        using var set = new AssemblySet(assemblies);
        var catalog = StepTypeReader.Read(set);
        if (write)
        {
            Save(memoPath, MemoWriter.Write(assemblies, set.Looked, catalog));
        }

        return catalog;
    }

    // Brings the stamps up to date as it goes.
    private static MemoChange Compare(RememberedFile[] files)
    {
        var change = MemoChange.None;
        for (var i = 0; i < files.Length; i++)
        {
            var now = FileStamp.Of(files[i].Path);
            if (now == files[i].Stamp)
            {
                continue;
            }

            if (!now.Exists || !files[i].Stamp.Exists || AssemblyImage.ReadMvid(files[i].Path) != files[i].Mvid)
            {
                return MemoChange.Content;
            }

            files[i] = files[i] with { Stamp = now };
            change = MemoChange.Stamp;
        }

        return change;
    }

    private static MemoReader? Open(string path)
    {
        try
        {
            return File.Exists(path) ? MemoReader.Open(File.ReadAllBytes(path)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else is replacing it, or keeps it to himself: the assemblies say the same.
            return null;
        }
    }

    // Two builds may write at once: each its own file, and the last rename wins. The checksum tells a torn file.
    private static void Save(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was read is right without being remembered; a folder that cannot be written only makes the next build slower.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
