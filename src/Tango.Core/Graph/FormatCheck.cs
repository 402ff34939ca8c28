using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>Finds formats that cannot be, before a step has run for nothing. A name with a dot is a type of the user's, which only a run can find.</summary>
internal static class FormatCheck
{
    /// <summary>What is wrong with a draft's format; null when nothing is, as far as its name tells.</summary>
    public static Diagnostic? Find(StepDraft draft)
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

        return format.Name.Contains('.', StringComparison.Ordinal)
            ? null
            : Descriptors.UnknownFormat.Of(subject, written, NearestNames.Suggest(format.Name, BuiltInFormats.Names, "formats"));
    }
}
