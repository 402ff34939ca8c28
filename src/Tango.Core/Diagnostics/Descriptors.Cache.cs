using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>03xx. The cache, here and remote.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> entry, <c>{1}</c> the corruption, and its new path.</summary>
    public static DiagnosticDescriptor CorruptEntry { get; } = new(
        "TANGO0301", Warning, "Corrupt cache entry",
        "The cache entry '{0}' is corrupt: {1}. The step runs again.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor CacheNotWritable { get; } = new(
        "TANGO0302", Error, "Cache cannot be written",
        "The cache directory '{0}' cannot be written: {1}. {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> version.</summary>
    public static DiagnosticDescriptor CodeChangedUnderVersion { get; } = new(
        "TANGO0303", Warning, "Code changed, version did not",
        "The cached result of step '{0}' is used, because its version is still '{1}', but its code has changed since that result was made. Raise the version if the result would differ.");

    /// <summary><c>{0}</c> step, <c>{1}</c> step type.</summary>
    public static DiagnosticDescriptor CachedButNotDeterministic { get; } = new(
        "TANGO0304", Warning, "Cached, but not deterministic",
        "Step '{0}' is cached although {1} is not marked Deterministic: later builds get a new id and run it again. Set Deterministic = true if equal inputs give equal results.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why its result is missing, <c>{2}</c> unique id, <c>{3}</c> the caches, each in quotes.</summary>
    public static DiagnosticDescriptor NotInCache { get; } = new(
        "TANGO0305", Error, "Result not in the cache",
        "The result of step '{0}' is not in the cache ({1}), and TangoMode=CacheOnly runs no steps. Build the same sources in the same configuration without TangoMode, and make its entry '{2}' available in {3}.");

    /// <summary><c>{0}</c> path or address, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor RemoteCacheNotRead { get; } = new(
        "TANGO0306", Warning, "Remote cache cannot be read",
        "The remote cache '{0}' cannot be read: {1}. The build continues without it. Check TangoRemoteCache, the connection, and the credentials in the environment.");

    /// <summary><c>{0}</c> path or address, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor RemoteCacheNotWritten { get; } = new(
        "TANGO0307", Warning, "Remote cache cannot be written",
        "The remote cache '{0}' cannot be written: {1}. The results of this build are in the local cache only. Grant access, or set TangoRemoteCachePush to false to read only.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> path or address, <c>{2}</c> the corruption.</summary>
    public static DiagnosticDescriptor CorruptRemoteEntry { get; } = new(
        "TANGO0308", Warning, "Corrupt entry in the remote cache",
        "The entry '{0}' in the remote cache '{1}' is corrupt and was ignored: {2}. Running its step replaces it; if TangoRemoteCachePush is false, delete it there.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor UnusableEntry { get; } = new(
        "TANGO0309", Warning, "Cache entry cannot be used",
        "The cache entry '{0}' cannot be used, and is left as it is: {1}. Its step runs in each build that needs it, and the result is not cached. Delete the entry, grant access, or use the version of Tango that wrote it.");

    /// <summary><c>{0}</c> step, <c>{1}</c> entry, <c>{2}</c> how often, <c>{3}</c> directory.</summary>
    public static DiagnosticDescriptor EntryVanishes { get; } = new(
        "TANGO0310", Error, "Cache entries vanish while the build runs",
        "The result of step '{0}' was missing {2} times while this build needed it: something removes or changes the cache entry '{1}' while the build runs. Find what deletes files in '{3}', e.g. a script or a step, and exclude the cache.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> path or address, <c>{2}</c> reason.</summary>
    public static DiagnosticDescriptor UnusableRemoteEntry { get; } = new(
        "TANGO0313", Warning, "Remote entry cannot be stored here",
        "The entry '{0}' in the remote cache '{1}' cannot be stored on this machine and was ignored: {2}. Its step runs instead. Free space, or set TangoCacheDirectory to a directory whose file system accepts such names.");

    /// <summary><c>{0}</c> step, <c>{1}</c> reason.</summary>
    public static DiagnosticDescriptor StepFilesNotAccessible { get; } = new(
        "TANGO0314", Error, "Files of a step cannot be used",
        "Files that Tango reads or writes for step '{0}' cannot be used: {1}. The step itself has not failed. Free space or inodes, or grant access, and build again.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> where new results are.</summary>
    public static DiagnosticDescriptor CacheReadOnly { get; } = new(
        "TANGO0315", Warning, "Cache is read-only",
        "The cache directory '{0}' is read-only: its results are used, but new results and logs are kept in '{1}' only until the next build, which computes them again. Grant access, or set TangoCacheDirectory to another directory.");

    /// <summary><c>{0}</c> entry, <c>{1}</c> path or address, <c>{2}</c> reason, <c>{3}</c> a solution.</summary>
    public static DiagnosticDescriptor UnreadableRemoteEntry { get; } = new(
        "TANGO0316", Warning, "Remote entry cannot be read",
        "The entry '{0}' in the remote cache '{1}' cannot be read by this version of Tango and was ignored: {2}. Its step runs instead. {3}");

    /// <summary><c>{0}</c> directory, <c>{1}</c> where new results are.</summary>
    public static DiagnosticDescriptor CacheClosed { get; } = new(
        "TANGO0317", Warning, "Access to the cache is denied",
        "Access to the cache directory '{0}' is denied: its results cannot be used, and new results and logs are kept in '{1}' only until the next build, which computes them again. Grant access, or set TangoCacheDirectory to another directory.");

    /// <summary><c>{0}</c> folder, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor ResultsNotProtected { get; } = new(
        "TANGO0318", Warning, "Results are not protected from TangoGc",
        "'{0}' cannot be written: {1}. So TangoGc may remove results that this build uses or computes. Free space, grant access to it, or delete it.");

    /// <summary><c>{0}</c> step, <c>{1}</c> difference, <c>{2}</c> cached entry, <c>{3}</c> new entry.</summary>
    public static DiagnosticDescriptor ResultNotRepeated { get; } = new(
        "TANGO0319", Error, "Result computed again differs",
        "The result of step '{0}' was computed again and differs from the cached one: {1}. Cached: '{2}'. New: '{3}'. Remove from the step what changes from run to run (time, random numbers, order of files), make it an argument or an input, or declare that the step is not deterministic.");

    /// <summary><c>{0}</c> what the system says, <c>{1}</c> a solution.</summary>
    public static DiagnosticDescriptor FileNotAccessible { get; } = new(
        "TANGO0320", Error, "File cannot be used",
        "A file that this build reads or writes cannot be used: {0}. {1}, and build again.");

    /// <summary><c>{0}</c> path, <c>{1}</c> what it is, <c>{2}</c> directory.</summary>
    public static DiagnosticDescriptor RootNotReadable { get; } = new(
        "TANGO0322", Error, "What the cache's pipelines need is not known",
        "'{0}' {1}, so it is not known which entries of the cache '{2}' are needed, and none was removed. Build the projects that use the cache again if it is one of their files, or delete it: then the entries that only its pipeline needs may be removed.");

    /// <summary><c>{0}</c> link, <c>{1}</c> target, <c>{2}</c> directory.</summary>
    public static DiagnosticDescriptor LinkInCache { get; } = new(
        "TANGO0323", Error, "Link in the cache",
        "'{0}' is a link to '{1}'. In the cache directory '{2}' nothing is written or deleted behind links: there may be files of others. Delete the link, or, to have the cache in another place, set TangoCacheDirectory or replace the whole directory by a link.");

    /// <summary><c>{0}</c> address, <c>{1}</c> package, <c>{2}</c> version.</summary>
    public static DiagnosticDescriptor RemoteStoreMissing { get; } = new(
        "TANGO0324", Error, "Package of the remote cache is missing",
        "TangoRemoteCache=\"{0}\" needs the package {1}. Add it to the project: <PackageReference Include=\"{1}\" Version=\"{2}\" PrivateAssets=\"all\" />.");

    /// <summary><c>{0}</c> package, <c>{1}</c> its version, <c>{2}</c> version of Tango.</summary>
    public static DiagnosticDescriptor RemoteStoreOfOtherVersion { get; } = new(
        "TANGO0325", Error, "Package of the remote cache has another version",
        "{0} has version {1}, and Tango {2}. They only work in one version: give their PackageReference items the same, or use the tool tango of version {1}.");

    /// <summary><c>{0}</c> scheme, <c>{1}</c> path, <c>{2}</c> reason.</summary>
    public static DiagnosticDescriptor RemoteStoreNotLoaded { get; } = new(
        "TANGO0326", Error, "Remote store cannot be loaded",
        "The store for remote caches '{0}://…' cannot be loaded from '{1}': {2}. Restore its package, or correct the TangoRemoteStore item that names the assembly.");
}
