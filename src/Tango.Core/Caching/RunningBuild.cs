using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Protects what a running build uses and computes from collections of the cache: a root of its own (<see cref="CacheRoots"/>), written before the build looks for the first entry. It counts for
/// some days after the build began, whether the build ended or was killed, so that nothing needs to be locked or released. A build that succeeds removes it, as its pipeline has a root then.
/// A pipeline in code writes it after its first plan if that runs a step, and removes it when the run ends.
/// </summary>
internal sealed class RunningBuild
{
    /// <summary>How long a build that failed, was killed or still runs protects its entries.</summary>
    public static readonly TimeSpan Protection = TimeSpan.FromDays(7);

    private const string Extension = ".bin";

    private readonly string _path;
    private readonly string _failed;

    private RunningBuild(string root)
    {
        var name = Path.ChangeExtension(root, null);
        _path = $"{name}.{RandomName.Create()}{Extension}";
        _failed = $"{name}.failed{Extension}";
    }

    /// <summary>Why the entries are not protected; null if they are.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a file next to the roots is one of these.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsOf(string path) => Path.GetFileNameWithoutExtension(path).Contains('.', StringComparison.Ordinal);

    /// <summary>Protects the entries of a build that begins.</summary>
    /// <param name="stateDirectory">Full path of the state directory of its pipeline.</param>
    /// <param name="uniqueIds">The ids of all of its steps.</param>
    /// <remarks>A read-only cache is not changed: it is not collected either.</remarks>
    public static RunningBuild Begin(CacheRoots roots, string stateDirectory, IEnumerable<string> uniqueIds)
    {
        var build = new RunningBuild(roots.PathOf(stateDirectory));
        build.Fault = Try(() => roots.Write(build._path, stateDirectory, uniqueIds, isDurable: false));
        return build;
    }

    /// <summary>Called when the build has ended.</summary>
    /// <param name="isComplete">Whether its pipeline has a root of all its entries. Otherwise they stay protected for a while: the next build of the pipeline will use them.</param>
    public void End(bool isComplete) => Try(() =>
    {
        if (isComplete)
        {
            FileChange.Delete(_path);
            FileChange.Delete(_failed);
        }
        else if (File.Exists(_path))
        {
            FileChange.Replace(_path, _failed);
        }
    });

    // Why it failed, e.g. because the cache is read-only; null if it did not.
    private static string? Try(Action access)
    {
        try
        {
            access();
            return null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return exception.Message;
        }
    }
}
