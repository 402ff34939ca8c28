using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Engine.UpToDate;
using Tango.Execution.Commands;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps.Commands;

namespace Tango.Engine.Outputs;

/// <summary>The outputs of commands in the project: restores them if they are missing or changed, and lists them.</summary>
internal sealed class ProjectOutputs
{
    private readonly DirectoryStepCache _cache;
    private readonly string _projectDirectory;
    private readonly IReadOnlyList<string> _outputFolders;
    private readonly Dictionary<string, StepNode> _owners = new(PathComparison.Comparer);

    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="outputFolders">Additional output folders of the build, full paths.</param>
    public ProjectOutputs(DirectoryStepCache cache, string projectDirectory, IReadOnlyList<string> outputFolders)
    {
        _cache = cache;
        _projectDirectory = projectDirectory;
        _outputFolders = outputFolders;
    }

    /// <summary>Whether the build may replace a file, given by its full path; null: it may replace any.</summary>
    public Func<string, ExportMode, bool>? MayReplace { get; init; }

    private FolderLinks Links => new(_projectDirectory, _outputFolders);

    /// <summary>Whether a step is a command with outputs.</summary>
    public static bool IsFor(StepNode node) => CommandType.Is(node.Type) && OutputTexts(node).Length > 0;

    /// <summary>The paths that a command writes in the project.</summary>
    public IReadOnlyList<ClaimedPath> PathsOf(StepNode node) => [.. OutputsOf(node).Select(output => output.ResolveIn(_projectDirectory))];

    /// <summary>Copies the outputs of a command into the project; equal files are not touched.</summary>
    /// <exception cref="ExportRefusedException">A link leads to one of them; nothing was written.</exception>
    public ValueTask<ExportedResult> RestoreAsync(StepNode node, string uniqueId, CancellationToken cancellationToken)
    {
        var place = PathOf(node);
        var rules = new ExportRules(Links) { MayRemove = path => MayReplace is null || MayReplace(path, node.Export.Mode) };
        if (place != _projectDirectory)
        {
            // Otherwise an export of a file would go into a folder of that name that an earlier build created.
            rules.MakeWay(place);
        }

        return _cache.ExportAsync(uniqueId, place, rules, cancellationToken);
    }

    /// <summary>Compares the outputs of a command with what is in the project.</summary>
    public ValueTask<ComparedResult> CompareAsync(StepNode node, string uniqueId, CancellationToken cancellationToken) =>
        _cache.CompareAsync(uniqueId, PathOf(node), ownsFolder: false, cancellationToken);

    /// <summary>The outputs of a command that exist in the project, full paths: for commands whose results are not cached.</summary>
    public ImmutableArray<string> Present(StepNode node) => [.. OutputsOf(node).SelectMany(output => output.FilesIn(_projectDirectory)).Distinct(StringComparer.Ordinal)];

    /// <summary>Removes what a failed attempt of a command left in its outputs, before its cached result is restored there.</summary>
    /// <param name="scratchDirectory">The directory with the records of its attempts.</param>
    /// <returns>The full path of the folder that files were moved to; null when none were.</returns>
    public string? RemoveFailed(StepNode node, string scratchDirectory)
    {
        var records = StepDirectories.AttemptRecordsOf(_cache, scratchDirectory, node.Name);
        var outputs = OutputsOf(node);
        var moved = new AttemptOutputs(records, _projectDirectory).Clear(outputs, Links);
        AttemptOutputs.Forget(records);

        // Backups of a build that was killed.
        new OutputBackup(_cache.BackupFolder, _projectDirectory).Restore(outputs, Links, replaces: true);
        return moved;
    }

    /// <summary>The full paths of files that are in the folders and patterns of a command but not part of its result.</summary>
    /// <param name="files">The files of its result in the project.</param>
    public IReadOnlyList<string> Others(StepNode node, ImmutableArray<string> files)
    {
        var own = new HashSet<string>(files, PathComparison.Comparer);
        return
        [
            .. OutputsOf(node)
                .Where(output => output.Kind != CommandOutputKind.File)
                .SelectMany(output => output.FilesIn(_projectDirectory))
                .Where(path => !own.Contains(path))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Records which command wrote these files.</summary>
    /// <returns>The error if another command has written one of them, which can be found only now if its outputs are patterns; otherwise null.</returns>
    public Diagnostic? Claim(StepNode node, ImmutableArray<string> files)
    {
        foreach (var file in files)
        {
            if (_owners.TryAdd(file, node) || _owners[file].Name == node.Name)
                continue;

            var relative = Path.GetRelativePath(_projectDirectory, file);
            var subject = new DiagnosticSubject(node.File, node.Name, CommandNames.Outputs);
            return Descriptors.OverlappingOutputs.Create(subject, node.Name, relative, _owners[file].Name, relative);
        }

        return null;
    }

    /// <summary>A plan in which commands have the output folders of the build, and the files that earlier builds put into the project for them.</summary>
    /// <param name="outputFolders">The output folders outside of the project's, full paths.</param>
    /// <param name="before">The record of the last build.</param>
    public static ExecutionPlan Completed(ExecutionPlan plan, IReadOnlyList<string> outputFolders, UpToDateRecord? before) =>
        WithPreviousOutputs(plan with { Steps = [.. plan.Steps.Select(step => step.Type == CommandNames.FullName ? With(step, CommandNames.OutputFolders, outputFolders) : step)] }, before);

    /// <summary>A plan in which commands leave the project as it was.</summary>
    /// <param name="outputFolders">The output folders outside of the project's, full paths.</param>
    public static ExecutionPlan OnTrial(ExecutionPlan plan, IReadOnlyList<string> outputFolders) => plan with
    {
        Steps =
        [
            .. Completed(plan, outputFolders, before: null).Steps.Select(step => step.Type == CommandNames.FullName ? With(step, CommandNames.IsTrial, new ArgumentValue.Scalar(true)) : step),
        ],
    };

    private static ExecutionPlan WithPreviousOutputs(ExecutionPlan plan, UpToDateRecord? before)
    {
        var placed = (before?.Steps ?? []).Where(step => step.OutputFiles.Count > 0).ToDictionary(step => step.Name, step => step.OutputFiles, StringComparer.OrdinalIgnoreCase);
        return placed.Count == 0 ? plan : plan with { Steps = [.. plan.Steps.Select(step => WithPreviousOutputs(step, placed))] };
    }

    private static ExecutionStep WithPreviousOutputs(ExecutionStep step, Dictionary<string, IReadOnlyList<string>> placed) =>
        step.Type == CommandNames.FullName && placed.TryGetValue(step.Name, out var files) ? With(step, CommandNames.PreviousOutputs, files) : step;

    private static ExecutionStep With(ExecutionStep step, string name, IReadOnlyList<string> paths) =>
        With(step, name, new ArgumentValue.List([.. paths.Select(path => new ArgumentValue.Scalar(path))]));

    private static ExecutionStep With(ExecutionStep step, string name, ArgumentValue value) =>
        step with { Arguments = step.Arguments.Add(KeyValuePair.Create(CommandNames.ClrName(name), value)) };

    private string PathOf(StepNode node) =>
        OutputsOf(node) is [{ Kind: CommandOutputKind.File } file] ? Path.GetFullPath(file.Path, _projectDirectory) : _projectDirectory;

    private static ImmutableArray<ArgumentValue> OutputTexts(StepNode node) =>
        node.Arguments.FirstOrDefault(argument => argument.Parameter.Name == CommandNames.Outputs)?.Value is ArgumentValue.List list ? list.Items : [];

    private ImmutableArray<CommandOutput> OutputsOf(StepNode node) =>
        [.. OutputTexts(node).Select(text => CommandOutput.Parse(text.ToString()!, _projectDirectory).Output!)];
}
