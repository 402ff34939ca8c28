using System.Collections.Concurrent;
using System.Reflection;
using Tango.Diagnostics;

namespace Tango.Caching.Remote;

/// <summary>The factories of stores that this process has loaded. An assembly is loaded once, whatever happens to its file.</summary>
internal static class StoreFactories
{
    private static readonly ConcurrentDictionary<string, LoadedStore> Loaded = new(StringComparer.Ordinal);

    /// <summary>The factory of a package.</summary>
    /// <exception cref="TangoException">Its assembly cannot be loaded, or only fits another version of Tango.</exception>
    public static IRemoteStoreFactory Get(RemoteStorePackage package)
    {
        try
        {
            // One of another version may not even have types that can be loaded.
            var loaded = Loaded.GetOrAdd(package.Assembly, static path => new LoadedStore(path));
            CheckVersion(package, loaded.Assembly.Value);
            return loaded.Factory.Value;
        }
        catch (Exception exception) when (exception is not TangoException)
        {
            // Whatever it is: the code of others was loaded, and its constructor ran.
            Loaded.TryRemove(package.Assembly, out _);
            throw NotLoaded(package, exception);
        }
    }

    /// <summary>The error for a store that failed before its first request.</summary>
    public static TangoException NotLoaded(RemoteStorePackage package, Exception exception) => new(Descriptors.RemoteStoreNotLoaded.Create(
        DiagnosticSubject.None, package.Scheme, package.Assembly, exception.GetBaseException().Message.Split('\r', '\n')[0].TrimEnd('.')));

    // Otherwise the context could not even be created, for a reason that does not name the file.
    private static Assembly Load(string path) =>
        File.Exists(path) ? new StoreLoadContext(path).LoadFromAssemblyPath(path) : throw new FileNotFoundException("there is no such file");

    private static IRemoteStoreFactory CreateFactory(Assembly assembly)
    {
        Type[] factories = [.. assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IRemoteStoreFactory).IsAssignableFrom(type))];
        return factories is [var factory]
            ? (IRemoteStoreFactory)Activator.CreateInstance(factory)!
            : throw new InvalidOperationException($"it has {factories.Length} public classes that implement {typeof(IRemoteStoreFactory).FullName}, and not one");
    }

    private static void CheckVersion(RemoteStorePackage package, Assembly assembly)
    {
        if (!package.SameVersion)
            return;

        var version = ToolVersion.Of(assembly);
        if (version != ToolVersion.Current)
            throw new TangoException(Descriptors.RemoteStoreOfOtherVersion.Create(DiagnosticSubject.None, package.Package ?? Path.GetFileName(package.Assembly), version, ToolVersion.Current));
    }

    private sealed class LoadedStore
    {
        public LoadedStore(string path)
        {
            Assembly = new(() => Load(path));
            Factory = new(() => CreateFactory(Assembly.Value));
        }

        public Lazy<Assembly> Assembly { get; }

        public Lazy<IRemoteStoreFactory> Factory { get; }
    }
}
