using System.Collections.Immutable;
using Tango.Caching.Remote;

namespace Tango.Cli;

/// <summary>A remote cache and a local one, between which results are copied.</summary>
/// <param name="Settings">Those of one of the projects: of a remote cache they are the same for all.</param>
/// <param name="CacheDirectory">The full path of the local cache.</param>
/// <param name="Projects">The projects that have both, one for each target framework and configuration.</param>
internal sealed record CachePair(RemoteCacheSettings Settings, string CacheDirectory, ImmutableArray<RemoteCacheFile> Projects)
{
    /// <summary>Whether builds of one of the projects push.</summary>
    public bool IsPushedTo => Projects.Any(project => project.Settings!.Push);
}
