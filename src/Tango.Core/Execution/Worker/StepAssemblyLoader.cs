using System.Reflection;
using System.Runtime.Loader;
using Tango.Execution.Plans;

namespace Tango.Execution.Worker;

/// <summary>Loads, in a worker, the user's assemblies that are not listed in the <c>deps.json</c> it was started with.</summary>
internal sealed class StepAssemblyLoader
{
    private readonly string[] _assemblies;
    private readonly AssemblyDependencyResolver[] _resolvers;

    private StepAssemblyLoader(ExecutionPlan plan)
    {
        _assemblies = [.. plan.Assembly is { } main ? plan.AdditionalAssemblies.Insert(0, main) : plan.AdditionalAssemblies];
        _resolvers = [.. plan.AdditionalAssemblies.Select(path => new AssemblyDependencyResolver(path))];
    }

    /// <summary>Handles the loading of assemblies and native libraries from now on.</summary>
    public static void Attach(ExecutionPlan plan)
    {
        var loader = new StepAssemblyLoader(plan);
        AssemblyLoadContext.Default.Resolving += loader.Load;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => loader.LoadNative(name);
    }

    private Assembly? Load(AssemblyLoadContext context, AssemblyName name)
    {
        var path = _assemblies.Select(assembly => NextTo(assembly, name)).FirstOrDefault(File.Exists)
            ?? _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(name)).FirstOrDefault(found => found is not null);
        return path is null ? null : context.LoadFromAssemblyPath(path);
    }

    private nint LoadNative(string name)
    {
        var path = _resolvers.Select(resolver => resolver.ResolveUnmanagedDllToPath(name)).FirstOrDefault(found => found is not null);
        return path is null ? 0 : System.Runtime.InteropServices.NativeLibrary.Load(path);
    }

    // E.g. a project's output that was copied there.
    private static string NextTo(string assembly, AssemblyName name) => Path.Combine(Path.GetDirectoryName(assembly)!, name.Name + ".dll");
}
