using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>The items from which step types are read (<c>_TangoCode</c>), by their part.</summary>
internal sealed class CodeItems
{
    /// <summary>The values of the metadatum <c>Part</c>.</summary>
    internal static class Parts
    {
        /// <summary>The compiled assembly with the project's step types.</summary>
        public const string Assembly = "Assembly";

        /// <summary>An assembly that the compiler received (<c>ReferencePath</c>).</summary>
        public const string Reference = "Reference";

        /// <summary>An assembly that references need (<c>ReferenceDependencyPaths</c>).</summary>
        public const string Dependency = "Dependency";

        /// <summary>For steps that run before the compiler: the assembly of a project that this one refers to only for its steps (<c>ReferenceOutputAssembly=false</c>).</summary>
        public const string StepProject = "StepProject";

        /// <summary>A switch of the runtime that the project sets (<c>RuntimeHostConfigurationOption</c>).</summary>
        public const string RuntimeSwitch = "RuntimeSwitch";
    }

    private CodeItems(string assembly, ITaskItem[] references, ITaskItem[] dependencies, ITaskItem[] stepProjects, ITaskItem[] runtimeSwitches)
    {
        Assembly = assembly;
        References = references;
        Dependencies = dependencies;
        StepProjects = stepProjects;
        RuntimeSwitches = runtimeSwitches;
    }

    /// <summary>The path of the project's assembly; empty for a project that compiles nothing.</summary>
    public string Assembly { get; }

    /// <inheritdoc cref="Parts.Reference"/>
    public ITaskItem[] References { get; }

    /// <inheritdoc cref="Parts.Dependency"/>
    public ITaskItem[] Dependencies { get; }

    /// <inheritdoc cref="Parts.StepProject"/>
    public ITaskItem[] StepProjects { get; }

    /// <inheritdoc cref="Parts.RuntimeSwitch"/>
    public ITaskItem[] RuntimeSwitches { get; }

    /// <summary>Groups items by their part.</summary>
    public static CodeItems Read(ITaskItem[] items)
    {
        var assembly = "";
        var references = new List<ITaskItem>(items.Length);
        var dependencies = new List<ITaskItem>();
        var stepProjects = new List<ITaskItem>();
        var runtimeSwitches = new List<ITaskItem>();
        foreach (var item in items)
        {
            switch (item.GetMetadata(Names.Metadata.Part))
            {
                case Parts.Assembly:
                    assembly = item.ItemSpec;
                    break;
                case Parts.Reference:
                    references.Add(item);
                    break;
                case Parts.Dependency:
                    dependencies.Add(item);
                    break;
                case Parts.StepProject:
                    stepProjects.Add(item);
                    break;
                case Parts.RuntimeSwitch:
                    runtimeSwitches.Add(item);
                    break;
                case var part:
                    throw new ArgumentException($"There is no part of code '{part}'.", nameof(items));
            }
        }

        return new CodeItems(assembly, [.. references], [.. dependencies], [.. stepProjects], [.. runtimeSwitches]);
    }
}
