using System.Reflection;
using System.Runtime.Loader;

namespace Tango.Caching.Remote;

/// <summary>
/// Where the assembly of a store lives with its libraries: apart from those of MSBuild, of the project and of other stores, which may have other versions of the same. It shares only this assembly,
/// whose types it implements, and the framework.
/// </summary>
internal sealed class StoreLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Shared = typeof(StoreLoadContext).Assembly;

    private readonly AssemblyDependencyResolver _resolver;

    /// <param name="assembly">The full path of the store's assembly; its <c>deps.json</c> beside it lists its libraries.</param>
    /// <exception cref="InvalidOperationException">The <c>deps.json</c> cannot be read.</exception>
    public StoreLoadContext(string assembly)
        : base(Path.GetFileNameWithoutExtension(assembly)) => _resolver = new AssemblyDependencyResolver(assembly);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Shared.GetName().Name ? Shared
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
        : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
