using System.Reflection;
using System.Runtime.Loader;

namespace Tango.Execution;

/// <summary>Finds, for a worker, the user's assemblies that the host did not: the <c>deps.json</c> it was started with does not list them.</summary>
internal sealed class StepAssemblyLoader
{
    private readonly string[] _assemblies;
    private readonly AssemblyDependencyResolver[] _resolvers;

    private StepAssemblyLoader(ExecutionPlan plan)
    {
        _assemblies = [.. plan.Assembly is { } main ? plan.FurtherAssemblies.Insert(0, main) : plan.FurtherAssemblies];
        _resolvers = [.. plan.FurtherAssemblies.Select(path => new AssemblyDependencyResolver(path))];
    }

    /// <summary>Takes part in the loading of assemblies and native libraries from now on.</summary>
    /// <param name="plan">What will be run.</param>
    public static void Attach(ExecutionPlan plan)
    {
        var loader = new StepAssemblyLoader(plan);
        AssemblyLoadContext.Default.Resolving += loader.Load;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => loader.LoadNative(name);
    }

    private Assembly? Load(AssemblyLoadContext context, AssemblyName name)
    {
        var path = _assemblies.Select(assembly => Beside(assembly, name)).FirstOrDefault(File.Exists)
            ?? _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(name)).FirstOrDefault(found => found is not null);
        return path is null ? null : context.LoadFromAssemblyPath(path);
    }

    private nint LoadNative(string name)
    {
        var path = _resolvers.Select(resolver => resolver.ResolveUnmanagedDllToPath(name)).FirstOrDefault(found => found is not null);
        return path is null ? 0 : System.Runtime.InteropServices.NativeLibrary.Load(path);
    }

    // E.g. a project's output that was copied there.
    private static string Beside(string assembly, AssemblyName name) => Path.Combine(Path.GetDirectoryName(assembly)!, name.Name + ".dll");
}
