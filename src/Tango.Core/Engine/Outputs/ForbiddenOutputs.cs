using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Engine.Outputs;

/// <summary>
/// Refuses outputs of commands that are the project folder, or folders of version control or of Tango: they would be removed before the command runs. Exports are refused there too.
/// </summary>
internal sealed class ForbiddenOutputs
{
    private const string Git = ".git";
    private const string TangoFolder = ".tango";

    private readonly string _projectDirectory;
    private readonly List<(ClaimedPath Place, string What)> _paths;

    public ForbiddenOutputs(PipelineRequest request)
    {
        _projectDirectory = request.ProjectDirectory;
        _paths =
        [
            (new ClaimedPath(request.ProjectFile), "it is, or could be, the project file itself"),
            (ClaimedPath.Folder(FolderOf(request.CacheDirectory)), $"it is, or could be, in the cache '{request.CacheDirectory}'"),
            (ClaimedPath.Folder(request.StateDirectory), $"it is, or could be, in the state directory of the project, '{request.StateDirectory}'"),
        ];
        if (request.RunsDirectory is { } runs)
            _paths.Add((ClaimedPath.Folder(FolderOf(runs)), $"it is, or could be, in the directory of run records, '{runs}'"));
    }

    /// <summary>Checks the commands and exports of a graph.</summary>
    /// <exception cref="TangoException">There are such outputs or exports: all of them.</exception>
    public void Check(StepGraph graph)
    {
        var found = new List<Diagnostic>();
        foreach (var node in graph.Nodes.Where(ProjectOutputs.IsFor))
        {
            var outputs = (ArgumentValue.List)node.Arguments.First(argument => argument.Parameter.Name == CommandNames.Outputs).Value;
            found.AddRange(outputs.Items.Select(text => Check(node, CommandOutput.Parse(text.ToString()!, _projectDirectory).Output!)).OfType<Diagnostic>());
        }

        found.AddRange(graph.Nodes.Where(node => node.Export.To is { Length: > 0 }).Select(CheckExport).OfType<Diagnostic>());
        if (found.Count > 0)
            throw new TangoException(found);
    }

    private Diagnostic? Check(StepNode node, CommandOutput output) =>
        FindProblem(output) is { } problem
            ? Descriptors.ForbiddenOutput.Create(new DiagnosticSubject(node.File, node.Name, CommandNames.Outputs), node.Name, output, problem, "Give the command a folder of its own, such as 'out/' or 'obj/out/'.")
            : null;

    private string? FindProblem(CommandOutput output)
    {
        var place = output.ResolveIn(_projectDirectory);
        var hasRepository = output.Kind == CommandOutputKind.Directory && Path.Exists(Path.Combine(place.Root, Git));
        return hasRepository || output.Path.Split('/').Contains(Git, StringComparer.OrdinalIgnoreCase)
            ? "it belongs to version control, or contains a repository"
            : _paths.Find(forbidden => forbidden.Place.Overlaps(place)).What;
    }

    private Diagnostic? CheckExport(StepNode node) =>
        FindProblemOfExport(ExportPaths.FullPath(node.Export.To!, _projectDirectory)) is { } problem
            ? Descriptors.ForbiddenOutput.Create(new DiagnosticSubject(node.File, node.Name, SettingNames.ExportTo), node.Name, node.Export.To!, problem, "Export it to another folder.")
            : null;

    // An export is one file, or is written into a folder that others may use too. A cache around the project is anywhere.
    private string? FindProblemOfExport(string place)
    {
        var names = Path.GetRelativePath(_projectDirectory, place).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return names.Contains(Git, StringComparer.OrdinalIgnoreCase)
            ? "it belongs to version control"
            : _paths.Find(forbidden => !PathComparison.IsIn(_projectDirectory, forbidden.Place.Root) && PathComparison.IsIn(place, forbidden.Place.Root)).What;
    }

    // The whole folder of Tango, if the directory is inside it as usual.
    private static string FolderOf(string directory) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(directory)) is { } parent && Path.GetFileName(parent) == TangoFolder ? parent : directory;
}
