using Tango.Cli.Commands;
using Tango.Engine;

namespace Tango.Cli.Debugging;

/// <summary>A step with a plan of its own, whose inputs are in the cache.</summary>
/// <param name="Plan">The full path of the plan.</param>
/// <param name="Launch">How the worker is started with it.</param>
internal sealed record DebugTarget(PlannedStep Step, string Plan, WorkerLaunch Launch)
{
    /// <summary>Runs what a step needs, and writes its plan.</summary>
    /// <param name="text">What people write for a step.</param>
    /// <param name="arguments">Arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">There is no such step, or the build failed.</exception>
    public static async Task<DebugTarget> PrepareAsync(CliContext context, string text, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var build = await PlannedBuild.MakeAsync(context, arguments, cancellationToken).ConfigureAwait(false);
        var step = build.Find(text);
        string[] own = [.. OfProject(build, step, arguments)];

        // A debugger has nothing to do with other steps. Those that are not cached are in the plan of the step: their results do not outlast a build.
        var needed = build.Before(step).Where(other => other.IsCacheable).ToList();
        string[] names = [.. needed.Where(other => other.Pipeline == step.Pipeline && !other.IsInline).Select(QualifiedName)];
        if (needed.Any(other => other.Action != "cached") && names.Length > 0)
            await BuildAsync(context, [.. own, $"-p:TangoSteps={BuildOptions.Join(names)}"], cancellationToken).ConfigureAwait(false);

        await BuildAsync(context, ["-t:" + BuildTarget.Debug, .. own, $"-p:TangoSteps={BuildOptions.Join([QualifiedName(step)])}"], cancellationToken).ConfigureAwait(false);
        var state = new StateFiles(step.Pipeline.StateDirectory);
        return File.Exists(state.DebugLaunch(step.Name))
            ? new(step, state.DebugPlan(step.Name), WorkerLaunch.Read(state.DebugLaunch(step.Name)))
            : throw new CliException($"The package Tango.Build of '{step.Pipeline.Project}' is older than this tool, and makes no plans for debuggers. Update it: dotnet add package Tango.Build");
    }

    // A name without its project would be looked for in the projects that this one refers to, too.
    private static string QualifiedName(PlannedStep step) => $"{step.Pipeline.Name}/{step.Name}";

    // The step's project alone, and its framework if there are several.
    private static IEnumerable<string> OfProject(PlannedBuild build, PlannedStep step, IReadOnlyList<string> arguments)
    {
        yield return step.Pipeline.Project;
        if (build.Pipelines.Count(other => other.Project == step.Pipeline.Project) > 1 && step.Pipeline.Framework is { } framework)
            yield return $"-p:TargetFramework={framework}";

        foreach (var argument in arguments.Where(argument => argument.StartsWith('-')))
            yield return argument;
    }

    private static async Task BuildAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (await new DotNetCommand(context).BuildAsync(arguments, lines.Add, cancellationToken).ConfigureAwait(false) != 0)
            throw new CliException($"The build failed:\n{string.Join('\n', BuildLine.Explain(lines))}", ExitCode.Failure);
    }
}
