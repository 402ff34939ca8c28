using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Build.Tasks;

/// <summary>
/// Finds steps that write to folders in which the SDK finds the static web assets of a project. It reads, compresses and fingerprints these before the steps run, so the variants
/// that are served and published next to such a file are of the previous content.
/// </summary>
/// <param name="projectDirectory">The project's folder, full path.</param>
internal sealed class LateWebAssets(string projectDirectory)
{
    // Files with these suffixes are assets anywhere in the project.
    private static readonly string[] OfComponents = [".razor.css", ".razor.js", ".cshtml.css", ".cshtml.js"];

    private readonly string _webRoot = Path.Combine(projectDirectory, "wwwroot");

    /// <summary>One warning for each path.</summary>
    public IReadOnlyList<Diagnostic> Find(ImmutableArray<StepDeclaration> declarations)
    {
        var warnings = new List<Diagnostic>();
        foreach (var declaration in declarations)
        {
            Check(declaration, SettingNames.ExportTo, warnings);
            Check(declaration, CommandNames.Outputs, warnings);
        }

        return warnings;
    }

    private void Check(StepDeclaration declaration, string setting, List<Diagnostic> warnings)
    {
        if (declaration.Find(setting) is not DeclaredValue.Text { Value.Length: > 0 } text)
            return;

        foreach (var place in setting == CommandNames.Outputs && !text.Parts.IsDefaultOrEmpty ? text.Parts : [text.Value])
        {
            if (IsAsset(ExportPaths.FullPath(place, projectDirectory)))
                warnings.Add(Descriptors.ExportedTooLateForWeb.Create(new DiagnosticSubject(declaration.File, declaration.Name, setting), declaration.Name, place));
        }
    }

    private bool IsAsset(string path) => IsWithin(_webRoot, path) || (IsWithin(projectDirectory, path) && IsOfComponent(path));

    private static bool IsWithin(string folder, string path) =>
        Path.TrimEndingDirectorySeparator(path).Equals(folder, PathComparison.Kind) || path.StartsWith(folder + Path.DirectorySeparatorChar, PathComparison.Kind);

    private static bool IsOfComponent(string path)
    {
        foreach (var ending in OfComponents)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
