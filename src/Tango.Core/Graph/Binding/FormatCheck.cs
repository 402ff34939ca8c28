using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>Finds invalid formats before a step runs.</summary>
internal static class FormatCheck
{
    /// <summary>The error of a draft's format; null if there is none.</summary>
    /// <param name="catalog">Contains the custom formats.</param>
    /// <param name="knowsAll">Whether it contains all of them; otherwise any name with a dot may be a type that only a run can find.</param>
    public static Diagnostic? Find(StepDraft draft, StepTypeCatalog catalog, bool knowsAll)
    {
        var written = draft.Options.Format ?? draft.Type?.Format;
        if (written is null)
            return null;

        var subject = draft.Options.Format is null ? draft.Subject : draft.SubjectOf(SettingNames.Format);
        var format = FormatName.Parse(written);
        if (BuiltInFormats.Contains(format.Name))
        {
            return format.Compression == Compression.None || BuiltInFormats.SupportsCompression(format.Name)
                ? null
                : Descriptors.UnknownFormat.Create(subject, written, $"'{format.Name}' takes no compression, because its results are the stored files themselves: write '{format.Name}'.");
        }

        return catalog.FindFormat(format.Name) is not null || (!knowsAll && format.Name.Contains('.', StringComparison.Ordinal))
            ? null
            : Descriptors.UnknownFormat.Create(subject, written, NearestNames.Suggest(format.Name, [.. BuiltInFormats.Names, .. catalog.Formats.Select(own => own.Type)], "formats"));
    }
}
