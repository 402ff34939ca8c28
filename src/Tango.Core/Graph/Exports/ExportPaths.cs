using Tango.Diagnostics;
using Tango.Graph.Binding;
using Tango.IO;
using Tango.Steps;

namespace Tango.Graph.Exports;

/// <summary>The paths of exports.</summary>
internal static class ExportPaths
{
    /// <summary>The full path of an export. Properties of MSBuild end with <c>\</c> on every system.</summary>
    /// <param name="baseDirectory">The folder that it is relative to.</param>
    public static string FullPath(string exportTo, string baseDirectory) =>
        Path.GetFullPath(exportTo.Replace('\\', Path.DirectorySeparatorChar), baseDirectory);

    private static readonly string[] Settings = [SettingNames.ExportTo, SettingNames.ExportItem, SettingNames.ExportMode];

    /// <summary>Reports exports of steps that no build exports: those in code, and those that are declared inside an argument of another.</summary>
    /// <param name="isBuild">Whether this is a build.</param>
    public static void CheckForBuild(IReadOnlyList<StepDraft> drafts, bool isBuild, List<Diagnostic> diagnostics)
    {
        foreach (var draft in drafts.Where(draft => !draft.IsBound && draft.Referenced is null && (!isBuild || draft.IsInline)))
        {
            foreach (var name in Settings)
            {
                if (draft.Declaration.Find(name) is { } value)
                {
                    diagnostics.Add(Descriptors.InvalidSetting.Create(
                        draft.SubjectOf(name),
                        name,
                        value.Short,
                        isBuild ? "only a step with an item of its own is exported; declare it as a TangoStep and refer to that" : "only builds export; remove it, and call ExportAsync of the cache"));
                }
            }
        }
    }

    /// <summary>Reports exports to the same path. In one folder, with a separator at its end, each has its own file, whose name is known after the run.</summary>
    /// <param name="baseDirectory">The folder that paths are relative to; null if there are no exports.</param>
    public static void Check(DraftTable drafts, string? baseDirectory, List<Diagnostic> diagnostics)
    {
        var places = new Dictionary<string, StepDraft>(PathComparison.Comparer);
        foreach (var draft in drafts.All)
        {
            if (draft.Export.To is not { Length: > 0 } written || baseDirectory is null)
                continue;

            var place = FullPath(written, baseDirectory);
            if (!Path.EndsInDirectorySeparator(place) && !places.TryAdd(place, draft))
                diagnostics.Add(Descriptors.ExportedTwice.Create(draft.SubjectOf(SettingNames.ExportTo), places[place].Name, draft.Name, place, ""));
            else if (drafts.CommandOutputs.FindConflict(draft, Path.GetRelativePath(baseDirectory, place).Replace('\\', '/'), out var isSame) is { } command)
                diagnostics.Add(Descriptors.ExportedTwice.Create(draft.SubjectOf(SettingNames.ExportTo), command.Name, draft.Name, place, isSame ? "" : ", as a file and as a folder"));
        }
    }
}
