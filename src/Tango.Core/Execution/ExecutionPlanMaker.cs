using System.Collections.Immutable;
using Tango.Formats;
using Tango.Graph;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;
using Tango.Planning;

namespace Tango.Execution;

/// <summary>Takes from a plan what is to be carried out.</summary>
internal static class ExecutionPlanMaker
{
    /// <summary>The steps that run, and the cached results they take. The rest of the record is filled in by the caller.</summary>
    public static ExecutionPlan Make(Plan plan, string toolVersion, Func<string, FileStamp>? stampOf = null)
    {
        var running = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var identities = new Dictionary<StepNode, StepIdentity>();
        foreach (var step in plan.Steps)
        {
            identities.Add(step.Node, step.Identity);
            if (step.Action == PlannedAction.Run)
            {
                running.Add(step.Node.Name);
            }
        }

        var steps = ImmutableArray.CreateBuilder<ExecutionStep>(running.Count);
        var inputs = new Dictionary<string, ExecutionInput>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in plan.Steps)
        {
            if (step.Action == PlannedAction.Run)
            {
                steps.Add(ToExecute(step, running, identities, stampOf ?? FileStamp.Of));
                AddInputs(step.Node, running, identities, inputs);
            }
        }

        return new ExecutionPlan
        {
            ToolVersion = toolVersion,
            Inputs = [.. inputs.Values],
            Formats = [.. plan.Steps.SelectMany(step => step.Node.Inputs.Append(step.Node)).Select(node => node.OwnFormat).OfType<OwnFormat>().Distinct()],
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
                    input.Name, UniqueIdOf(input, identities), MethodOf(input), FormatOf(input, identities), input.Referenced?.Pipeline.CacheDirectory);
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
            IsStored = step.IsStored,
            IsForced = step.IsForced,
            Reason = step.Reasons.IsEmpty ? null : string.Join(Reason.Separator, step.Reasons),
            Arguments = [.. node.Arguments.Select(argument => KeyValuePair.Create(argument.Parameter.ClrName, argument.Value))],
            InputFiles = [.. node.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).Select(file => Stamped(file.FullPath, stampOf))],
            After = [.. node.Inputs.Concat(node.OrderOnly).Select(before => before.Name).Where(running.Contains)],
            Identity = step.Identity.Entries,
            Dependencies = [.. node.Inputs.Select(input => UniqueIdOf(input, identities))],
            Cpus = node.Settings.Cpus ?? 1,
            Memory = node.Settings.Memory,
            Gpus = node.Settings.Gpus ?? 0,
            Timeout = node.Settings.Timeout,
            Retries = node.Settings.Retries ?? 0,
        };
    }

    // A plan lists the steps of its own project only.
    private static string UniqueIdOf(StepNode input, Dictionary<StepNode, StepIdentity> identities) =>
        input.Referenced?.Step.UniqueId ?? identities[input].UniqueId;

    private static string FormatOf(StepNode input, Dictionary<StepNode, StepIdentity> identities) =>
        input.Referenced?.Step.Format ?? identities[input].Format.ToString();

    private static StampedInput Stamped(string path, Func<string, FileStamp> stampOf)
    {
        var stamp = stampOf(path);
        return new StampedInput(path, stamp.Size, stamp.WrittenTicks, stamp.FileId);
    }

    private static StepMethod MethodOf(StepNode node) =>
        new(node.Type.AssemblyName, node.Type.DeclaringType, node.Type.MethodName);
}
