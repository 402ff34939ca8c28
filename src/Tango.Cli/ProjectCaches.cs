using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Cli;

/// <summary>The remote caches of the projects of a build, each with the local one. Only MSBuild knows them, and where the packages with their stores are.</summary>
internal static class ProjectCaches
{
    private const string Ask = "-t:_TangoWriteRemoteCache";

    /// <summary>Finds them for what is in the current folder.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The build has errors, or no project has a remote cache.</exception>
    public static Task<IReadOnlyList<RemoteCacheFile>> FindAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) => InFolderAsync(async folder =>
    {
        var lines = new List<string>();
        var code = await new DotNetCommand(context).BuildAsync([Ask, Written(folder), .. arguments], lines.Add, cancellationToken).ConfigureAwait(false);
        return code == 0 ? Read(folder) : throw new CliException($"The project's settings cannot be read:\n{string.Join('\n', lines.Where(BuildLine.IsProblem).Distinct())}", ExitCode.Failure);
    });

    /// <summary>Finds them, and plans.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The plan has errors, or no project has a remote cache.</exception>
    public static Task<(IReadOnlyList<RemoteCacheFile> Caches, PlannedBuild Plan)> FindWithPlanAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) => InFolderAsync(async folder =>
    {
        var plan = await PlannedBuild.MakeAsync(context, [Ask, Written(folder), .. arguments], cancellationToken).ConfigureAwait(false);
        return (Read(folder), plan);
    });

    private static async Task<T> InFolderAsync<T>(Func<string, Task<T>> find)
    {
        var folder = Directory.CreateTempSubdirectory("tango-caches-").FullName;
        try
        {
            return await find(folder).ConfigureAwait(false);
        }
        finally
        {
            FileChange.DeleteFolder(folder);
        }
    }

    private static string Written(string folder) => $"-p:_TangoRemoteCacheDirectory={folder}";

    // Projects of one repository usually have the same.
    private static IReadOnlyList<RemoteCacheFile> Read(string folder)
    {
        List<RemoteCacheFile> found = [.. Directory.GetFiles(folder).Select(RemoteCacheFile.Read).Where(file => file.Settings is not null).DistinctBy(file => (file.Settings!.Location, file.CacheDirectory))];
        return found.Count > 0 ? found : throw new CliException("No project here has a remote cache. Set TangoRemoteCache, e.g. in Directory.Build.props.");
    }
}
