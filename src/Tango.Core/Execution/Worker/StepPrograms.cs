using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Steps;

namespace Tango.Execution.Worker;

/// <summary>
/// The programs that run steps before a project is compiled: the assemblies with their types, each with its own <c>deps.json</c>. The worker uses the runtime of the first that
/// also has a <c>runtimeconfig.json</c>, and loads the others in addition.
/// </summary>
/// <param name="Main">The full path of the first.</param>
/// <param name="Additional">The full paths of the others.</param>
internal sealed record StepPrograms(string Main, ImmutableArray<string> Additional)
{
    private const string RuntimeConfig = ".runtimeconfig.json";

    private const string Dependencies = ".deps.json";

    /// <summary>The assemblies of the steps that a plan runs, or whose results it uses.</summary>
    /// <param name="assemblies">Where the step types were read from.</param>
    /// <returns>Null if all of them are built in: any worker runs those.</returns>
    /// <exception cref="TangoException">None of them can be run.</exception>
    public static StepPrograms? Find(Plan plan, StepAssemblies assemblies)
    {
        var all = assemblies.ProjectAssemblies.Insert(0, assemblies.Main);
        var used = plan.Steps.Select(step => step.Node.Type.AssemblyName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var paths = all.RemoveAll(path => !used.Contains(Path.GetFileNameWithoutExtension(path)));
        if (paths.IsEmpty)
            return null;

        var main = paths.FirstOrDefault(HasRuntime) ?? paths.FirstOrDefault(CanRun) ?? all.FirstOrDefault(CanRun) ?? throw new TangoException(NotRunnable(plan, paths[0]));
        return new StepPrograms(main, paths.Remove(main));
    }

    /// <summary>How to start the worker with <see cref="Main"/>.</summary>
    /// <param name="settings">The host and the worker, for a class library, which has no runtime of its own.</param>
    public WorkerSettings Host(WorkerSettings settings) => settings with
    {
        TargetAssembly = Main,
        DepsFile = Path.ChangeExtension(Main, Dependencies),
        RuntimeConfigFile = HasRuntime(Main) ? Path.ChangeExtension(Main, RuntimeConfig) : settings.RuntimeConfigFile,
    };

    private static bool CanRun(string assembly) => File.Exists(Path.ChangeExtension(assembly, Dependencies));

    private static bool HasRuntime(string assembly) => CanRun(assembly) && File.Exists(Path.ChangeExtension(assembly, RuntimeConfig));

    private static Diagnostic NotRunnable(Plan plan, string assembly)
    {
        var node = plan.Steps.First(step => step.Node.Type.AssemblyName.Equals(Path.GetFileNameWithoutExtension(assembly), StringComparison.OrdinalIgnoreCase)).Node;
        return Descriptors.NoProgramForSteps.Create(
            new DiagnosticSubject(node.File, node.Name, SettingNames.Type), node.Name, assembly, Path.GetFileName(Path.ChangeExtension(assembly, Dependencies)));
    }
}
