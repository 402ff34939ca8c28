using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Graph;

namespace Tango.Build.Tasks;

/// <summary>
/// Arguments from outside the project file, <c>model.Epochs=20;split.Seed=7</c>: they replace those of the items, or add to them. A part without <c>=</c> continues the list
/// before it: <c>model.Layers=64;32</c>. One that starts with a project's name, <c>Training/model.Epochs=20</c>, is only for that project.
/// </summary>
internal static class ArgumentOverrides
{
    /// <summary>Applies overrides to declarations.</summary>
    /// <param name="text">The overrides, not escaped; blank: none.</param>
    /// <param name="projectFile">The file in diagnostics.</param>
    /// <exception cref="TangoException">Some of them match nothing: all of these.</exception>
    public static ImmutableArray<StepDeclaration> Apply(
        string? text, ImmutableArray<StepDeclaration> declarations, string projectFile)
    {
        if (string.IsNullOrWhiteSpace(text))
            return declarations;

        var overridden = declarations.ToBuilder();
        var mistakes = new List<Diagnostic>();
        foreach (var assignment in Split(text))
        {
            if (Parse(assignment) is not var (target, argument, value))
                mistakes.Add(Invalid(assignment, "write STEP.Argument=value.", projectFile));
            else if (ProjectName.Unqualify(target, ProjectName.From(projectFile)) is { } step && !TryApply(overridden, step, ToValue(argument, value)))
                mistakes.Add(Invalid(assignment, UnknownStep(step, target == step, declarations), projectFile));
        }

        return mistakes.Count == 0 ? overridden.MoveToImmutable() : throw new TangoException(mistakes);
    }

    /// <summary>The overrides that are not for another project, each as written.</summary>
    /// <param name="text">All overrides, not escaped.</param>
    public static IReadOnlyList<string> For(string projectFile, string text)
    {
        var own = new List<string>();
        foreach (var assignment in Split(text))
        {
            if (Parse(assignment) is not var (target, _, _) || ProjectName.Unqualify(target, ProjectName.From(projectFile)) is not null)
                own.Add(assignment);
        }

        return own;
    }

    /// <summary>The parts of one override; null if it is not valid. Names of steps may contain dots, names of arguments cannot: the last dot separates them.</summary>
    internal static (string Target, string Argument, string Value)? Parse(string assignment)
    {
        var equals = assignment.IndexOf('=');
        var target = equals < 0 ? "" : assignment[..equals].Trim();
        var dot = target.LastIndexOf('.');
        return dot <= 0 || dot == target.Length - 1
            ? null
            : (target[..dot], target[(dot + 1)..], assignment[(equals + 1)..].Trim());
    }

    private static List<string> Split(string text)
    {
        var assignments = new List<string>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (assignments.Count > 0 && !part.Contains('='))
                assignments[^1] += ";" + part;
            else
                assignments.Add(part);
        }

        return assignments;
    }

    private static DeclaredValue.Text ToValue(string argument, string value) => value.Contains(';')
        ? new(argument, value, [.. value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)])
        : new(argument, value);

    private static bool TryApply(ImmutableArray<StepDeclaration>.Builder declarations, string step, DeclaredValue value)
    {
        var found = false;
        for (var i = 0; i < declarations.Count; i++)
        {
            if (declarations[i].Name.Equals(step, StringComparison.OrdinalIgnoreCase))
            {
                declarations[i] = With(declarations[i], value);
                found = true;
            }
        }

        return found;
    }

    private static StepDeclaration With(StepDeclaration declaration, DeclaredValue value) =>
        declaration.Find(value.Name) is { } old
            ? declaration with { Values = declaration.Values.Replace(old, value) }
            : declaration with { Values = declaration.Values.Add(value) };

    // Whoever named this project means none of another.
    private static string UnknownStep(string step, bool isForEveryProject, ImmutableArray<StepDeclaration> declarations)
    {
        var known = declarations.Select(declaration => declaration.Name).ToList();
        return $"there is no step '{step}'. {(isForEveryProject ? NearestNames.SuggestStep(step, known) : NearestNames.Suggest(step, known, "steps"))}";
    }

    private static Diagnostic Invalid(string assignment, string what, string projectFile) =>
        Descriptors.InvalidOverride.Create(new DiagnosticSubject(projectFile), assignment.Trim(), what);
}
