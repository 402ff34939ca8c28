using System.Collections.Immutable;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>The plan of a job for a node with a file system of its own.</summary>
internal static class NodePlan
{
    /// <summary>Puts a plan's paths below a folder.</summary>
    /// <param name="plan">The plan, with the paths of the machine that builds.</param>
    /// <param name="root">Full path of the folder that the job made. The input files are there.</param>
    public static ExecutionPlan Relocate(ExecutionPlan plan, string root)
    {
        var paths = new NodePaths(plan);
        return plan with
        {
            ProjectFile = plan.ProjectFile is { } project ? At(paths.OfInput(project)) : null,
            Assembly = plan.Assembly is { } assembly ? At(paths.InProgram(assembly)!) : null,
            AdditionalAssemblies = [.. plan.AdditionalAssemblies.Select(additional => At(paths.InProgram(additional)!))],

            // It was packed when the plan was made, and nobody changes it here.
            Program = [],
            CacheDirectory = At("cache"),
            Redirected = [],
            SubstituteDirectory = null,
            ScratchDirectory = At("steps"),
            Inputs = [.. plan.Inputs.Select(input => input with { CacheDirectory = null })],
            Steps = [.. plan.Steps.Select(Moved)],
        };

        string At(string relative) => Path.Combine(root, relative);

        ExecutionStep Moved(ExecutionStep step) => step with
        {
            Arguments = [.. step.Arguments.Select(argument => KeyValuePair.Create(argument.Key, MovedValue(argument.Value)))],
            InputFiles = [.. step.InputFiles.Select(file => StampedFile.Read(At(paths.OfInput(file.Path))))],
        };

        ArgumentValue MovedValue(ArgumentValue value) => value switch
        {
            ArgumentValue.File file => MovedFile(file),
            ArgumentValue.Files files => new ArgumentValue.Files([.. files.Items.Select(MovedFile)]),
            ArgumentValue.List list => list with { Items = [.. list.Items.Select(MovedValue)] },
            ArgumentValue.Map map => new ArgumentValue.Map([.. map.Members.Select(member => KeyValuePair.Create(member.Key, MovedValue(member.Value)))]),
            _ => value,
        };

        ArgumentValue.File MovedFile(ArgumentValue.File file) => file with { FullPath = At(paths.OfInput(file.FullPath)) };
    }

    /// <summary>The files that the steps of a plan read, also those that are not in their ids.</summary>
    public static ImmutableArray<string> InputsOf(ExecutionStep step) =>
        [.. step.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).Select(file => file.FullPath).Concat(step.InputFiles.Select(file => file.Path)).Distinct(StringComparer.Ordinal)];
}
