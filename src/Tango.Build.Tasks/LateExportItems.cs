using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>Finds exports to item types that only the compiler, or a target before it, reads. Steps run after the compiler: such an item is created too late for the program.</summary>
internal static class LateExportItems
{
    private static readonly string[] ReadBeforeSteps =
    [
        "Compile", "EmbeddedResource", "Resource", "AdditionalFiles", "Analyzer", "EditorConfigFiles", "GlobalAnalyzerConfigFiles",
        "Reference", "ProjectReference", "PackageReference", "Using", "Page", "ApplicationDefinition", "XamlFile", "RazorGenerate", "RazorComponent",
    ];

    /// <summary>One warning for each.</summary>
    public static IReadOnlyList<Diagnostic> Find(ImmutableArray<StepDeclaration> declarations)
    {
        var warnings = new List<Diagnostic>();
        foreach (var declaration in declarations)
        {
            if (declaration.Find(SettingNames.ExportItem) is DeclaredValue.Text text && IsReadBeforeSteps(text.Value))
                warnings.Add(Warning(declaration, text.Value));
        }

        return warnings;
    }

    private static bool IsReadBeforeSteps(string itemType)
    {
        foreach (var name in ReadBeforeSteps)
        {
            if (name.Equals(itemType, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static Diagnostic Warning(StepDeclaration declaration, string itemType) => Descriptors.ExportedTooLate.Create(
        new DiagnosticSubject(declaration.File, declaration.Name, SettingNames.ExportItem), declaration.Name, itemType);
}
