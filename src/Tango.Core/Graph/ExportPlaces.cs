using Tango.Diagnostics;
using Tango.IO;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>Where steps are exported to.</summary>
internal static class ExportPlaces
{
    /// <summary>The full path of a place. Properties of MSBuild end in <c>\</c> on every system.</summary>
    /// <param name="exportTo">As written.</param>
    /// <param name="baseDirectory">The folder that it is relative to.</param>
    public static string FullPath(string exportTo, string baseDirectory) =>
        Path.GetFullPath(exportTo.Replace('\\', Path.DirectorySeparatorChar), baseDirectory);

    /// <summary>Reports steps that name the same place. In one folder, named with a separator at its end, each has its own file: which is known when they have run.</summary>
    /// <param name="drafts">The steps.</param>
    /// <param name="baseDirectory">The folder that places are relative to; null: there are no exports.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static void Check(IReadOnlyList<StepDraft> drafts, string? baseDirectory, List<Diagnostic> diagnostics)
    {
        var places = new Dictionary<string, StepDraft>(PathComparison.Comparer);
        foreach (var draft in drafts)
        {
            if (draft.Settings.ExportTo is not { Length: > 0 } written || baseDirectory is null)
            {
                continue;
            }

            var place = FullPath(written, baseDirectory);
            if (!Path.EndsInDirectorySeparator(place) && !places.TryAdd(place, draft))
            {
                diagnostics.Add(Descriptors.ExportedTwice.Of(draft.SubjectOf(SettingNames.ExportTo), places[place].Name, draft.Name, place));
            }
        }
    }
}
