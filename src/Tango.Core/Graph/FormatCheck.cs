using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>Finds formats that cannot be, before a step has run for nothing.</summary>
internal static class FormatCheck
{
    /// <summary>What is wrong with a draft's format; null when nothing is.</summary>
    /// <param name="draft">The step.</param>
    /// <param name="catalog">Holds the formats of the user's own.</param>
    /// <param name="knowsAll">Whether it holds all of them; otherwise any name with a dot may be a type that only a run can find.</param>
    public static Diagnostic? Find(StepDraft draft, StepTypeCatalog catalog, bool knowsAll)
    {
        var written = draft.Settings.Format ?? draft.Type?.Format;
        if (written is null)
        {
            return null;
        }

        var subject = draft.Settings.Format is null ? draft.Subject : draft.SubjectOf(SettingNames.Format);
        var format = FormatName.Parse(written);
        if (BuiltInFormats.Contains(format.Name))
        {
            return format.Compression == Compression.None || BuiltInFormats.TakesCompression(format.Name)
                ? null
                : Descriptors.UnknownFormat.Of(subject, written, $"'{format.Name}' takes no compression, because its results are the stored files themselves: write '{format.Name}'.");
        }

        return catalog.FindFormat(format.Name) is not null || (!knowsAll && format.Name.Contains('.', StringComparison.Ordinal))
            ? null
            : Descriptors.UnknownFormat.Of(subject, written, NearestNames.Suggest(format.Name, [.. BuiltInFormats.Names, .. catalog.Formats.Select(own => own.Type)], "formats"));
    }
}
