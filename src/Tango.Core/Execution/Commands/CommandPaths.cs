using Tango.Execution.Plans;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps.Commands;

namespace Tango.Execution.Commands;

/// <summary>The paths that commands write in the project.</summary>
internal static class CommandPaths
{
    /// <summary>The paths of a step's outputs; none for a step that is not a command.</summary>
    public static IReadOnlyList<ClaimedPath> From(ExecutionStep step)
    {
        if (step.Type != CommandNames.FullName || Find(step, CommandNames.ProjectDirectory) is not ArgumentValue.Scalar { Value: string folder })
            return [];

        var outputs = Find(step, CommandNames.Outputs) is ArgumentValue.List list ? list.Items : [];
        return [.. outputs.Select(text => CommandOutput.Parse(text.ToString()!, folder).Output!.ResolveIn(folder))];
    }

    private static ArgumentValue? Find(ExecutionStep step, string name) => step.Arguments.FirstOrDefault(argument => argument.Key == CommandNames.ClrName(name)).Value;
}
