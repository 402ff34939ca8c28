using System.Collections.Immutable;
using Tango.Formats;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;
using Tango.Planning;
using Tango.Steps.Commands;

namespace Tango.Execution.Plans;

/// <summary>Creates the execution plan of a plan.</summary>
internal static class ExecutionPlanMaker
{
    /// <summary>
    /// The steps that run, and the cached results they use. The caller sets the other properties. A result whose entry in the cache is left as it is counts as not cached: the caller
    /// directs the others elsewhere before it makes the plan.
    /// </summary>
    public static ExecutionPlan Make(Plan plan, string toolVersion, Func<string, FileStamp>? stampOf = null)
    {
        var running = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var used = new HashSet<StepNode>();
        var identities = new Dictionary<StepNode, StepIdentity>();
        foreach (var step in plan.Steps)
        {
            identities.Add(step.Node, step.Identity);
            if (!step.IsComputed)
                continue;

            running.Add(step.Node.Name);
            used.UnionWith(step.Node.Inputs);
            used.UnionWith(step.Node.OrderOnly);
        }

        var steps = ImmutableArray.CreateBuilder<ExecutionStep>(running.Count);
        var inputs = new Dictionary<string, ExecutionInput>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in plan.Steps)
        {
            if (step.IsComputed)
            {
                steps.Add(ToExecute(step, running, identities, stampOf ?? FileStamp.Read) with { IsReadInProject = CommandType.Is(step.Node.Type) && used.Contains(step.Node) });
                if (step.SameAs is null)
                    AddInputs(step.Node, running, identities, inputs);
            }
        }

        return new ExecutionPlan
        {
            ToolVersion = toolVersion,
            Inputs = [.. inputs.Values],
            Formats = [.. plan.Steps.SelectMany(step => step.Node.Inputs.Append(step.Node)).Select(node => node.CustomFormat).OfType<CustomFormat>().Distinct()],
            Steps = steps.MoveToImmutable(),
        };
    }

    private static void AddInputs(
        StepNode node,
        HashSet<string> running,
        Dictionary<StepNode, StepIdentity> identities,
        Dictionary<string, ExecutionInput> inputs)
    {
        foreach (var input in node.Inputs)
        {
            if (!running.Contains(input.Name))
            {
                inputs[input.Name] = new ExecutionInput(
                    input.Name, UniqueIdOf(input, identities), MethodOf(input), FormatOf(input, identities), input.Referenced?.CacheDirectory);
            }
        }
    }

    private static ExecutionStep ToExecute(
        PlannedStep step,
        HashSet<string> running,
        Dictionary<StepNode, StepIdentity> identities,
        Func<string, FileStamp> stampOf)
    {
        var node = step.Node;
        return new ExecutionStep
        {
            Name = node.Name,
            UniqueId = step.Identity.UniqueId,
            Method = MethodOf(node),
            Type = node.Type.FullName,
            Version = node.Type.Version,
            CodeFingerprint = node.Type.CodeFingerprint,
            Format = step.Identity.Format.ToString(),
            IsCacheable = step is { IsCacheable: true, HasUnusableEntry: false },
            IsForced = step.IsForced,
            SameAs = step.SameAs?.Name,
            Reason = step.Reasons.IsEmpty ? null : string.Join(Reason.Separator, step.Reasons),
            Arguments = [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Parameter.ClrName, argument.Value))],
            InputFiles = [.. node.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).Select(file => new StampedFile(file.FullPath, stampOf(file.FullPath)))],
            After = [.. Before(step).Concat(node.OrderOnly).Select(before => before.Name).Where(running.Contains)],
            Identity = step.Identity.Entries,
            Dependencies = [.. node.Inputs.Select(input => UniqueIdOf(input, identities))],
            CutoffPart = step.CutoffPart,
            LastDuration = step.LastDuration,
            Options = node.Options,
        };
    }

    private static ImmutableArray<StepNode> Before(PlannedStep step) => step.SameAs is { } same ? [same] : step.Node.Inputs;

    // A plan contains only steps of its own project.
    private static string UniqueIdOf(StepNode input, Dictionary<StepNode, StepIdentity> identities) =>
        input.Referenced?.Step.UniqueId ?? identities[input].UniqueId;

    private static string FormatOf(StepNode input, Dictionary<StepNode, StepIdentity> identities) =>
        input.Referenced?.Step.Format ?? identities[input].Format.ToString();

    private static StepMethod MethodOf(StepNode node) =>
        new(node.Type.AssemblyName, node.Type.DeclaringType, node.Type.MethodName);
}
