using Tango.Caching.Remote;
using Tango.Cli.Commands;
using Tango.IO;

namespace Tango.Cli;

/// <summary>The remote caches of the projects of a build, each with the local one. Only MSBuild knows them, and where the packages with their stores are.</summary>
internal sealed class ProjectCaches
{
    private const string Ask = "-t:" + BuildTarget.WriteRemoteCache;

    private readonly ILookup<Pipeline, RemoteCacheFile> _known;

    /// <param name="projects">What each project has written.</param>
    /// <exception cref="CliException">None of them has a remote cache.</exception>
    public ProjectCaches(IReadOnlyCollection<RemoteCacheFile> projects)
    {
        _known = projects.Where(project => project.Project is not null).ToLookup(project => PipelineOf(project)!);

        // Projects of one repository usually have the same.
        Pairs = [.. projects.Where(project => project.Settings is not null).GroupBy(project => (project.Settings!.Location, project.CacheDirectory)).Select(group => new CachePair(group.First().Settings!, group.Key.CacheDirectory, [.. group]))];
        if (Pairs.Count == 0)
            throw new CliException("No project here has a remote cache. Set TangoRemoteCache, e.g. in Directory.Build.props.");
    }

    /// <summary>The caches, each pair once.</summary>
    public IReadOnlyList<CachePair> Pairs { get; }

    /// <summary>Finds them for what is in the current folder.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The build has errors, or no project has a remote cache.</exception>
    public static Task<ProjectCaches> FindAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) => InFolderAsync(async folder =>
    {
        var lines = new List<string>();
        var code = await new DotNetCommand(context).BuildAsync([Ask, Written(folder), .. arguments], lines.Add, cancellationToken).ConfigureAwait(false);
        return code == 0 ? Read(folder) : throw new CliException($"The project's settings cannot be read:\n{string.Join('\n', BuildLine.Explain(lines))}", ExitCode.Failure);
    });

    /// <summary>Finds them, and plans.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The plan has errors, or no project has a remote cache.</exception>
    public static Task<(ProjectCaches Caches, PlannedBuild Plan)> FindWithPlanAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) => InFolderAsync(async folder =>
    {
        var plan = await PlannedBuild.MakeAsync(context, [Ask, Written(folder), .. arguments], cancellationToken).ConfigureAwait(false);
        return (Read(folder), plan);
    });

    /// <summary>The caches, if builds push to them.</summary>
    /// <exception cref="CliException">To one of them they do not.</exception>
    public IReadOnlyList<CachePair> ToPush()
    {
        var refused = Pairs.Where(pair => !pair.IsPushedTo).SelectMany(pair => pair.Projects).Select(project => PipelineOf(project)?.Name ?? "a project here").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return refused.Count == 0 ? Pairs : throw new CliException($"TangoRemoteCachePush is false for {string.Join(", ", refused)}; set it to true to push.");
    }

    /// <summary>The ids of the results that may be in a remote cache: those of its own projects. A project that has not been asked, because only another one refers to it, may have any.</summary>
    public IEnumerable<string> IdsFor(CachePair pair, PlannedBuild plan)
    {
        var isOfAll = pair.Projects.Any(project => project.Project is null);
        var own = pair.Projects.Select(PipelineOf).ToHashSet();
        return plan.Steps.Where(step => step.IsCacheable && (isOfAll || own.Contains(step.Pipeline) || !_known.Contains(step.Pipeline))).Select(step => step.UniqueId).Distinct();
    }

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

    private static string Written(string folder) => $"-p:_TangoRemoteCacheDirectory={BuildOptions.Escape(folder)}";

    private static ProjectCaches Read(string folder) => new([.. Directory.GetFiles(folder).Select(RemoteCacheFile.Read)]);

    private static Pipeline? PipelineOf(RemoteCacheFile project) => project.Project is null ? null : new(project.Project, project.StateDirectory ?? "");
}
