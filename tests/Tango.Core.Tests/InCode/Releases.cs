using System.Reflection;
using Tango.Core.Tests.Steps.CodeFingerprints;

namespace Tango.Core.Tests.InCode;

/// <summary>Versions of a program one after the other: compiled for real, each into an assembly of its own that this process loads.</summary>
internal sealed class Releases : IDisposable
{
    private readonly List<CompiledProjects> _projects = [];
    private readonly List<Assembly> _assemblies = [];

    public Releases(params string[] sources)
    {
        foreach (var source in sources)
        {
            var project = new CompiledProjects();
            _projects.Add(project);
            _assemblies.Add(Assembly.LoadFrom(project.Compile("release-" + Guid.NewGuid().ToString("N"), "namespace Released;\n" + source)));
        }
    }

    public Release this[int index] => new(_assemblies[index]);

    public void Dispose() => _projects.ForEach(project => project.Dispose());

    internal sealed class Release(Assembly assembly)
    {
        /// <summary>Makes a step of a class of this release.</summary>
        public Step Create(string type, object? arguments = null) =>
            (Step)typeof(Step)
                .GetMethods()
                .Single(method => method.Name == nameof(Step.Create) && method.IsGenericMethodDefinition)
                .MakeGenericMethod(assembly.GetType("Released." + type, throwOnError: true)!)
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments, null], null)!;
    }
}
