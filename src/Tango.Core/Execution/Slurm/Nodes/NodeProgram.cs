using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using Tango.Caching;
using Tango.Caching.Remote;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>All that a node needs to start a worker, besides .NET: an archive, and the arguments of the host with paths in it.</summary>
/// <param name="Arguments">The arguments of <c>dotnet</c>; paths are those in the archive.</param>
/// <param name="Files">The files: their paths in the archive, with <c>/</c>, and their full paths here.</param>
internal sealed record NodeProgram(ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>Collects them.</summary>
    /// <param name="worker">The program and arguments that start a worker here (<see cref="SlurmSettings.Worker"/>).</param>
    /// <param name="library">Full path of the assembly that opens the store, with its libraries in its folder; null if the store needs none.</param>
    public static NodeProgram Collect(ExecutionPlan plan, ImmutableArray<string> worker, string? library = null)
    {
        var paths = new NodePaths(plan);
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < paths.Programs.Length; index++)
        {
            var others = OthersIn(paths.Programs[index], plan).ToList();
            foreach (var file in FolderWalk.FilesBelow(paths.Programs[index]).Where(path => FileStatus.Read(path).Kind == FileKind.Regular && !others.Exists(other => PathComparison.IsIn(path, other))))
                files[paths.InProgram(file)!] = file;
        }

        foreach (var file in library is null ? [] : FolderWalk.FilesBelow(Path.GetDirectoryName(library)!).Where(path => FileStatus.Read(path).Kind == FileKind.Regular))
            files[NodePaths.OfStore(library!, file)] = file;

        // The host, "exec", options with their paths, the worker.
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.Add(worker[1]);
        var probed = new List<string>();
        var depsFile = "";
        foreach (var option in worker[2..^1].Chunk(2))
        {
            if (option is [HostOptions.ProbingPath, var folder])
            {
                probed.Add(folder);
                continue;
            }

            arguments.AddRange(option[0], Place(option[1], NodePaths.Host));
            if (option[0] == HostOptions.DepsFile)
                depsFile = option[1];
        }

        AddProbed(paths, depsFile, probed, arguments, files);
        arguments.Add(Place(worker[^1], NodePaths.Worker));
        return new(arguments.ToImmutable(), files.ToImmutable());

        string Place(string path, string folder)
        {
            var place = paths.InProgram(path) ?? $"{folder}/{Path.GetFileName(path)}";
            files[place] = path;
            return place;
        }
    }

    /// <summary>Whether an argument is a path.</summary>
    public static bool IsPath(string argument) => argument.Contains('/', StringComparison.Ordinal) || argument == NodePaths.Packages;

    /// <summary>Packs the files. The same files make the same bytes, whenever they were written.</summary>
    public async Task PackAsync(Stream destination, CancellationToken cancellationToken)
    {
        using var packed = new GZipStream(destination, CompressionLevel.Fastest, leaveOpen: true);

        // Not PAX: .NET writes the id of its process into such headers.
        using var tar = new TarWriter(packed, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var (name, path) in Files)
        {
            using var content = Open(path);
            var member = new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch, AccessTime = DateTimeOffset.UnixEpoch, ChangeTime = DateTimeOffset.UnixEpoch, Mode = ModeOf(path) };
            await tar.WriteEntryAsync(member, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return SharedReading.Open(path);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw new RemoteStoreException($"'{path}' is in the output folder, so a part of the program, and cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    // What steps export would make another program of it after each run, and a published copy would be sent with it. A folder that has all of the program has more than an export.
    private static IEnumerable<string> OthersIn(string program, ExecutionPlan plan)
    {
        var published = Path.Combine(program, "publish");
        string[] copies = plan.AdditionalAssemblies.Append(plan.Assembly).OfType<string>().Any(assembly => File.Exists(Path.Combine(published, Path.GetFileName(assembly)))) ? [published] : [];
        return [.. plan.Slurm?.Exports.Where(export => !PathComparison.IsIn(program, export)) ?? [], .. copies];
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? PermissionBits.Plain : File.GetUnixFileMode(path) | UnixFileMode.UserRead;

    private static void AddProbed(NodePaths paths, string depsFile, List<string> probed, ImmutableArray<string>.Builder arguments, ImmutableSortedDictionary<string, string>.Builder files)
    {
        foreach (var (folder, index) in paths.Programs.Select((folder, index) => (folder, index)).Where(program => probed.Contains(program.folder)))
            arguments.AddRange(HostOptions.ProbingPath, NodePaths.ProgramAt(index));

        var isProbed = false;
        foreach (var asset in PackageAssets.In(depsFile).Where(asset => !File.Exists(Path.Combine(Path.GetDirectoryName(depsFile)!, Path.GetFileName(asset)))))
        {
            if (probed.Select(folder => Path.Combine(folder, asset)).FirstOrDefault(File.Exists) is { } path)
            {
                files[$"{NodePaths.Packages}/{asset}"] = path;
                isProbed = true;
            }
        }

        if (isProbed)
            arguments.AddRange(HostOptions.ProbingPath, NodePaths.Packages);
    }
}
