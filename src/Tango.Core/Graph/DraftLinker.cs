using Tango.Diagnostics;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>Turns references into dependencies, and checks that what is given is what is taken.</summary>
internal static class DraftLinker
{
    public static void Link(DraftTable drafts, List<Diagnostic> diagnostics)
    {
        // By index: a step that existed before is added when its name is first met.
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
            {
                draft.Inputs.Add(reference.Target);
            }

            Check(draft, reference, diagnostics);
        }
    }

    private static void Check(StepDraft draft, DraftReference reference, List<Diagnostic> diagnostics)
    {
        if (reference.Target.Type is not { } type)
        {
            return;
        }

        var written = new StepReference(reference.Target.Name, reference.Path).ToString();
        if (type.Result is null)
        {
            diagnostics.Add(Descriptors.InvalidReference.Of(
                draft.SubjectOf(reference.Argument), reference.Argument, written, $"{type.ClassName} has no result."));
            return;
        }

        if (MissingMember(type.Result, reference) is { } problem)
        {
            diagnostics.Add(Descriptors.InvalidReference.Of(draft.SubjectOf(reference.Argument), reference.Argument, written, problem));
            return;
        }

        if (reference.Expected is { } expected
            && ReferenceTypes.PartOf(type.Result, reference.Path) is { } given
            && !ReferenceTypes.Fits(given, expected)
            && !ReferenceTypes.GivesItemOf(given, [], expected))
        {
            var mismatch = Descriptors.ReferenceTypeMismatch.Of(
                draft.SubjectOf(reference.Argument), draft.Name, reference.Argument, expected, written, given);
            diagnostics.Add(mismatch with { Related = reference.Target.Subject });
        }
    }

    private static string? MissingMember(ResultType result, DraftReference reference)
    {
        if (reference.Path.IsEmpty || result.Members.IsEmpty || !IsPlainObject(result) || ReferenceTypes.PartOf(result, reference.Path[..1]) is not null)
        {
            return null;
        }

        var part = reference.Path[0];
        var known = result.Members.Select(member => member.Key).ToList();
        return $"{result} has no '{part}'. {NearestNames.Suggest(part, known, "parts")}";
    }

    // A dictionary's or list's parts are its items, a directory's its files: nobody knows them before the run, unless a command has declared them.
    private static bool IsPlainObject(ResultType result) =>
        !(result.Name.FullName == "Tango.OutputDirectory" && result.Members.Length == 1)
        && !result.AssignableTo.Any(type => type.FullName == "System.Collections.IEnumerable");

    private static void LinkOrder(StepDraft draft, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        foreach (var name in draft.Settings.DependsOn)
        {
            if (ProjectReferenceReader.Split(name) is not null)
            {
                diagnostics.Add(Descriptors.InvalidSetting.Of(
                    draft.SubjectOf(SettingNames.DependsOn),
                    SettingNames.DependsOn,
                    name,
                    "projects that this one refers to are built before any of its steps runs, so leave it out"));
                continue;
            }

            var matches = Glob.IsPattern(name)
                ? [.. drafts.DeclaredNames.Where(known => known != draft.Name && Glob.Matches(name, known)).Select(known => drafts.Find(known)!)]
                : drafts.Find(name) is { } found ? new[] { found } : [];
            if (matches.Length == 0)
            {
                diagnostics.Add(Descriptors.MissingReference.Of(
                    draft.SubjectOf(SettingNames.DependsOn),
                    draft.Name,
                    SettingNames.DependsOn,
                    name,
                    NearestNames.Suggest(name, [.. drafts.DeclaredNames], "steps")));
            }

            draft.OrderOnly.AddRange(matches.Where(match => !draft.Inputs.Contains(match) && !draft.OrderOnly.Contains(match)));
        }
    }
}
