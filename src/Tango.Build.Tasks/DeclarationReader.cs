using System.Collections;
using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>
/// Reads <c>TangoStep</c> items as step declarations. Runs for every step of every build, also of those with nothing to do:
/// plain loops, and no more copies than needed.
/// </summary>
internal static class DeclarationReader
{
    /// <summary>Reads items, in their order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="projectFile">The file to name for items that tell of none.</param>
    public static ImmutableArray<StepDeclaration> Read(ITaskItem[] items, string projectFile)
    {
        var declarations = ImmutableArray.CreateBuilder<StepDeclaration>(items.Length);
        foreach (var item in items)
            declarations.Add(Read((ITaskItem2)item, projectFile));

        return declarations.MoveToImmutable();
    }

    /// <summary>
    /// The text of a metadatum as it is in every build. MSBuild turns the backslashes of <c>$(OutDir)</c> into slashes only where the folder exists already: the
    /// first build of a project would read another text than the second. Of settings only <c>ExportTo</c> is a path; what arguments mean is for their types to say.
    /// </summary>
    /// <param name="name">The name of the metadatum.</param>
    /// <param name="text">Its text.</param>
    public static string Normalize(string name, string text) =>
        name.Equals(SettingNames.ExportTo, StringComparison.OrdinalIgnoreCase) && Path.DirectorySeparatorChar == '/'
            ? text.Replace('\\', '/')
            : text;

    private static StepDeclaration Read(ITaskItem2 item, string projectFile)
    {
        var file = item.GetMetadata(Names.WellKnownMetadata.DefiningProjectFullPath);
        return new StepDeclaration(item.ItemSpec, ReadValues(item), string.IsNullOrEmpty(file) ? projectFile : file);
    }

    private static ImmutableArray<DeclaredValue> ReadValues(ITaskItem2 item)
    {
        var metadata = item.CloneCustomMetadataEscaped();
        var values = ImmutableArray.CreateBuilder<DeclaredValue>(metadata.Count);
        foreach (DictionaryEntry entry in metadata)
            values.Add(ReadValue((string)entry.Key, (string?)entry.Value ?? ""));

        return values.MoveToImmutable();
    }

    // A separator that the author escaped (%3B) belongs to the value, so the escaped text is what gets split.
    private static DeclaredValue.Text ReadValue(string name, string escaped) =>
        new(name, Normalize(name, Escaping.Unescape(escaped)), escaped.Contains(';') ? SplitList(escaped) : default);

    // As everywhere in MSBuild, white space around the parts of a list and empty parts mean nothing.
    private static ImmutableArray<string> SplitList(string escaped)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        while (start <= escaped.Length)
        {
            var end = escaped.IndexOf(';', start);
            if (end < 0)
                end = escaped.Length;

            var part = escaped.AsSpan(start, end - start).Trim();
            if (part.Length > 0)
                parts.Add(Escaping.Unescape(part.ToString()));

            start = end + 1;
        }

        return parts.DrainToImmutable();
    }
}
