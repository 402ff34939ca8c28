using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli;

/// <summary>The plans of the projects of a build, which <c>TangoPlan</c> wrote.</summary>
internal sealed class PlannedBuild
{
    private readonly ILookup<string, PlannedStep> _byName;

    /// <param name="steps">The steps of all projects; those of a project in the order of its plan.</param>
    public PlannedBuild(IEnumerable<PlannedStep> steps)
    {
        // A project that is referred to in several ways is planned as often.
        Steps = [.. steps.DistinctBy(step => (step.Pipeline, step.Name))];
        Pipelines = [.. Steps.Select(step => step.Pipeline).Distinct()];
        _byName = Steps.ToLookup(step => step.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The steps of all projects.</summary>
    public ImmutableArray<PlannedStep> Steps { get; }

    /// <summary>The pipelines with steps.</summary>
    public ImmutableArray<Pipeline> Pipelines { get; }

    /// <summary>Plans what is in the current folder.</summary>
    /// <param name="arguments">Additional arguments of <c>dotnet build</c>.</param>
    /// <exception cref="CliException">The plan has errors; the message is what <c>dotnet build</c> printed.</exception>
    public static async Task<PlannedBuild> MakeAsync(CliContext context, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("tango-plan-").FullName;
        try
        {
            var build = new DotNetCommand(context) { Environment = { ["TangoPlanDirectory"] = directory } };
            var lines = new List<string>();
            var code = await build.BuildAsync(["-t:" + BuildTarget.Plan, .. arguments], lines.Add, cancellationToken).ConfigureAwait(false);
            return code == 0
                ? new(Directory.GetFiles(directory, "*.json").Order(StringComparer.Ordinal).SelectMany(path => PlannedStep.ReadAll(path)))
                : throw new CliException($"There is no plan, because of errors:\n{string.Join('\n', BuildLine.Explain(lines))}", ExitCode.Failure);
        }
        finally
        {
            FileChange.DeleteFolder(directory);
        }
    }

    /// <summary>Finds a step.</summary>
    /// <param name="text">Its name, or <c>PROJECT/STEP</c>: see <see cref="StepText"/>.</param>
    /// <exception cref="CliException">There is none, or there are several.</exception>
    public PlannedStep Find(string text)
    {
        var found = StepText.Choose(text, [.. Steps.Where(step => StepText.Means(text, step.Pipeline, step.Name))], step => (step.Pipeline, step.Name, step.UniqueId));
        return found.Count > 0
            ? found[0]
            : throw new CliException(Steps.IsEmpty
                ? "What is built here declares no steps. Name a project with --project, or add a first step: tango init"
                : $"There is no step '{text}'. {NearestNames.Suggest(text, [.. Steps.Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase)], "steps")}");
    }

    /// <summary>The steps that a step depends on, those of other projects too.</summary>
    public IEnumerable<PlannedStep> NeedsOf(PlannedStep step) => step.Needs.SelectMany(name => Resolve(step.Pipeline, name));

    /// <summary>Those of them that must only be complete first.</summary>
    public IEnumerable<PlannedStep> OrderOnlyOf(PlannedStep step) => step.OrderOnly.SelectMany(name => Resolve(step.Pipeline, name));

    /// <summary>The steps that need a step, directly or through others, those of other projects too.</summary>
    public IReadOnlyList<PlannedStep> After(PlannedStep step)
    {
        var takers = Steps.SelectMany(taker => NeedsOf(taker).Select(needed => (Needed: needed, Taker: taker))).ToLookup(pair => pair.Needed, pair => pair.Taker);
        return Reach(step, other => takers[other]);
    }

    /// <summary>The steps that a step needs, directly or through others, those of other projects too.</summary>
    public IReadOnlyList<PlannedStep> Before(PlannedStep step) => Reach(step, NeedsOf);

    private IReadOnlyList<PlannedStep> Reach(PlannedStep step, Func<PlannedStep, IEnumerable<PlannedStep>> next)
    {
        var reached = new HashSet<PlannedStep> { step };
        var open = new Queue<PlannedStep>([step]);
        while (open.TryDequeue(out var one))
        {
            foreach (var other in next(one).Where(reached.Add))
                open.Enqueue(other);
        }

        return [.. Steps.Where(other => other != step && reached.Contains(other))];
    }

    // A step of another project, which may have several frameworks: one of them gave the result.
    private IEnumerable<PlannedStep> Resolve(Pipeline pipeline, string name)
    {
        if (_byName[name].FirstOrDefault(step => step.Pipeline == pipeline) is { } own)
            return [own];

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? [] : _byName[name[(slash + 1)..]].Where(step => step.Pipeline.Name.Equals(name[..slash], StringComparison.OrdinalIgnoreCase)).Take(1);
    }
}
