using System.Collections.Immutable;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Runs;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Build.Tasks;

/// <summary>
/// The declared exports and outputs of steps for which a build did not write them: steps that failed, were blocked, not selected or not needed, or whose path cannot be written.
/// </summary>
internal sealed class DeclaredExports
{
    private readonly string _projectDirectory;
    private readonly HashSet<string> _steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _paths = [];
    private readonly List<CommandOutput> _outputs = [];

    /// <param name="steps">The outcomes of the steps.</param>
    public DeclaredExports(string projectDirectory, ImmutableArray<StepDeclaration> declarations, IReadOnlyList<StepOutcome> steps)
    {
        _projectDirectory = projectDirectory;
        var outcomes = steps.ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var declaration in declarations)
            Add(declaration, outcomes.GetValueOrDefault(declaration.Name));
    }

    /// <summary>Whether a file of earlier builds belongs to such a step: by the step's name or, because steps may be renamed, by the file's path.</summary>
    public bool Hold(ExportedFile file)
    {
        if (_steps.Contains(file.Step) || _paths.Exists(place => PathComparison.IsIn(file.Path, place)))
            return true;

        var relative = Path.GetRelativePath(_projectDirectory, file.Path).Replace('\\', '/');
        return _outputs.Exists(output => output.Holds(relative));
    }

    private void Add(StepDeclaration declaration, StepOutcome? outcome)
    {
        if (Text(declaration, SettingNames.ExportTo) is { } place && outcome?.ExportedTo is null)
        {
            _steps.Add(declaration.Name);
            _paths.Add(ExportPaths.FullPath(place.Value, _projectDirectory));
        }

        if (Text(declaration, CommandNames.Outputs) is not { } outputs || outcome?.OutputFiles.Count > 0)
            return;

        _steps.Add(declaration.Name);
        foreach (var text in outputs.Parts.IsDefaultOrEmpty ? [outputs.Value] : outputs.Parts)
        {
            if (CommandOutput.Parse(text, _projectDirectory).Output is { } output)
                _outputs.Add(output);
        }
    }

    private static DeclaredValue.Text? Text(StepDeclaration declaration, string name) => declaration.Find(name) is DeclaredValue.Text { Value.Length: > 0 } text ? text : null;
}
