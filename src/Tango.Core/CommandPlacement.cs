using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Graph;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps.Commands;

namespace Tango;

/// <summary>The outputs of commands in the project: puts them back where they are missing or changed, and says which they are.</summary>
internal sealed class CommandPlacement
{
    private readonly DirectoryStepCache _cache;
    private readonly string _projectDirectory;
    private readonly Dictionary<string, StepNode> _owners = new(PathComparison.Comparer);

    /// <param name="cache">Where results are.</param>
    /// <param name="projectDirectory">The project's folder, full path.</param>
    public CommandPlacement(DirectoryStepCache cache, string projectDirectory)
    {
        _cache = cache;
        _projectDirectory = projectDirectory;
    }

    /// <summary>Whether a step is a command with outputs.</summary>
    public static bool IsFor(StepNode node) => CommandType.Is(node.Type) && OutputTexts(node).Length > 0;

    /// <summary>Puts the outputs of a command into the project; those that are equal are not touched.</summary>
    /// <param name="node">The command.</param>
    /// <param name="uniqueId">Its unique id.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public ValueTask<ExportedResult> PutBackAsync(StepNode node, string uniqueId, CancellationToken cancellationToken)
    {
        var isFile = OutputsOf(node) is [{ Kind: CommandOutputKind.File }];
        var place = isFile ? Path.GetFullPath(OutputsOf(node)[0].Path, _projectDirectory) : _projectDirectory;
        return _cache.ExportAsync(uniqueId, place, cancellationToken);
    }

    /// <summary>The outputs of a command that are in the project, full paths: for commands whose results are not stored.</summary>
    public ImmutableArray<string> Present(StepNode node) => [.. OutputsOf(node).SelectMany(output => output.FilesIn(_projectDirectory)).Distinct(StringComparer.Ordinal)];

    /// <summary>Takes note of whose files these are.</summary>
    /// <returns>What is wrong when another command has written one of them: of patterns that cannot be told before. Null when nothing is.</returns>
    public Diagnostic? Claim(StepNode node, ImmutableArray<string> files)
    {
        foreach (var file in files)
        {
            if (_owners.TryAdd(file, node) || _owners[file].Name == node.Name)
            {
                continue;
            }

            var relative = Path.GetRelativePath(_projectDirectory, file);
            var subject = new DiagnosticSubject(node.File, node.Name, CommandNames.Outputs);
            return Descriptors.OverlappingOutputs.Of(subject, node.Name, relative, _owners[file].Name, relative);
        }

        return null;
    }

    /// <summary>A plan in which commands know what earlier builds put into the project for them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">What the last build left.</param>
    public static ExecutionPlan WithLeftovers(ExecutionPlan plan, UpToDateRecord? before)
    {
        var placed = (before?.Steps ?? []).Where(step => step.PlacedFiles.Count > 0).ToDictionary(step => step.Name, step => step.PlacedFiles, StringComparer.OrdinalIgnoreCase);
        return placed.Count == 0 ? plan : plan with { Steps = [.. plan.Steps.Select(step => WithLeftovers(step, placed))] };
    }

    private static ExecutionStep WithLeftovers(ExecutionStep step, Dictionary<string, IReadOnlyList<string>> placed)
    {
        if (step.Type != CommandNames.FullName || !placed.TryGetValue(step.Name, out var files))
        {
            return step;
        }

        var texts = new ArgumentValue.List([.. files.Select(file => new ArgumentValue.Scalar(file))]);
        return step with { Arguments = step.Arguments.Add(KeyValuePair.Create<string, ArgumentValue>(CommandNames.ClrName(CommandNames.Leftovers), texts)) };
    }

    private static ImmutableArray<ArgumentValue> OutputTexts(StepNode node) =>
        node.Arguments.FirstOrDefault(argument => argument.Parameter.Name == CommandNames.Outputs)?.Value is ArgumentValue.List list ? list.Items : [];

    private ImmutableArray<CommandOutput> OutputsOf(StepNode node) =>
        [.. OutputTexts(node).Select(text => CommandOutput.Parse(text.ToString()!, _projectDirectory).Output!)];
}
