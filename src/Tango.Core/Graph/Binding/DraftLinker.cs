using Tango.Diagnostics;
using Tango.Graph.Projects;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>Creates dependencies from references, and checks that results match the parameters that use them.</summary>
internal static class DraftLinker
{
    public static void Link(DraftTable drafts, List<Diagnostic> diagnostics)
    {
        // By index: a step that existed before is added when a reference to it is found.
        for (var index = 0; index < drafts.All.Count; index++)
        {
            LinkInputs(drafts.All[index], diagnostics);
            LinkOrder(drafts.All[index], drafts, diagnostics);
        }
    }

    private static void LinkInputs(StepDraft draft, List<Diagnostic> diagnostics)
    {
        var seen = new HashSet<StepDraft>();
        foreach (var reference in draft.References)
        {
            if (seen.Add(reference.Target))
                draft.Inputs.Add(reference.Target);

            Check(draft, reference, diagnostics);
        }
    }

    private static void Check(StepDraft draft, DraftReference reference, List<Diagnostic> diagnostics)
    {
        if (reference.Target.Type is not { } type)
            return;

        var written = new StepReference(reference.Target.Name, reference.Path).ToString();
        if (type.Result is null)
        {
            diagnostics.Add(Descriptors.InvalidReference.Create(
                draft.SubjectOf(reference.Argument), reference.Argument, written, $"{type.ClassName} has no result."));
            return;
        }

        if (MissingMember(type.Result, reference) is { } problem)
        {
            diagnostics.Add(Descriptors.InvalidReference.Create(draft.SubjectOf(reference.Argument), reference.Argument, written, problem));
            return;
        }

        if (reference.Expected is { } expected
            && ReferenceTypes.PartOf(type.Result, reference.Path) is { } given
            && !ReferenceTypes.Fits(given, expected)
            && !ReferenceTypes.GivesItemOf(given, [], expected))
        {
            var mismatch = Descriptors.ReferenceTypeMismatch.Create(
                draft.SubjectOf(reference.Argument), draft.Name, reference.Argument, expected, written, given);
            diagnostics.Add(mismatch with { Related = reference.Target.Subject });
        }
    }

    private static string? MissingMember(ResultType result, DraftReference reference)
    {
        if (reference.Path.IsEmpty || result.Members.IsEmpty || !IsPlainObject(result) || ReferenceTypes.PartOf(result, reference.Path[..1]) is not null)
            return null;

        var part = reference.Path[0];
        var known = result.Members.Select(member => member.Key).ToList();
        return $"{result} has no '{part}'. {NearestNames.Suggest(part, known, "parts")}";
    }

    // The parts of a dictionary or list are its items, those of a directory its files: they are unknown before the run, unless a command declares them.
    private static bool IsPlainObject(ResultType result) =>
        !(result.Name.FullName == "Tango.OutputDirectory" && result.Members.Length == 1)
        && !result.AssignableTo.Any(type => type.FullName == "System.Collections.IEnumerable");

    private static void LinkOrder(StepDraft draft, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        foreach (var name in draft.DependsOn)
        {
            if (ProjectReferenceReader.Split(name) is not null)
            {
                diagnostics.Add(Descriptors.InvalidSetting.Create(
                    draft.SubjectOf(SettingNames.DependsOn),
                    SettingNames.DependsOn,
                    name,
                    "referenced projects are built before any step of this one runs, so leave it out"));
                continue;
            }

            var matches = Glob.IsPattern(name)
                ? [.. drafts.DeclaredNames.Where(known => known != draft.Name && Glob.Matches(name, known)).Select(known => drafts.Find(known)!)]
                : drafts.Find(name) is { } found ? new[] { found } : [];
            if (matches.Length == 0)
            {
                diagnostics.Add(Descriptors.MissingReference.Create(
                    draft.SubjectOf(SettingNames.DependsOn),
                    draft.Name,
                    SettingNames.DependsOn,
                    name,
                    drafts.Suggest(name, draft)));
            }

            draft.OrderOnly.AddRange(matches.Where(match => !draft.Inputs.Contains(match) && !draft.OrderOnly.Contains(match)));
        }
    }
}
