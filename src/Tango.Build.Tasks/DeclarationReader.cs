using System.Collections;
using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Build.Tasks;

/// <summary>
/// Reads <c>TangoStep</c> items as step declarations, in builds that have something to do.
/// </summary>
internal static class DeclarationReader
{
    /// <summary>Reads items, in their order.</summary>
    /// <param name="projectFile">The file in diagnostics, for items without one.</param>
    public static ImmutableArray<StepDeclaration> Read(ITaskItem[] items, string projectFile)
    {
        var declarations = ImmutableArray.CreateBuilder<StepDeclaration>(items.Length);
        foreach (var item in items)
            declarations.Add(Read((ITaskItem2)item, projectFile));

        return declarations.MoveToImmutable();
    }

    /// <summary>
    /// Normalizes the text of a metadatum, so that it is the same in every build. MSBuild replaces the backslashes of <c>$(OutDir)</c> by slashes only if the folder exists, so
    /// the first build of a project would read another text than the second. Of the settings only <c>ExportTo</c> is a path; arguments are interpreted by their types.
    /// </summary>
    /// <param name="name">The name of the metadatum.</param>
    public static string Normalize(string name, string text) =>
        name.Equals(SettingNames.ExportTo, StringComparison.OrdinalIgnoreCase) && Path.DirectorySeparatorChar == '/'
            ? text.Replace('\\', '/')
            : text;

    /// <summary>
    /// Whether a metadatum is a setting. One without a value is ignored, because the definition of the item type sets all of them for every step. An argument without a value is
    /// empty text.
    /// </summary>
    /// <param name="name">The name of the metadatum.</param>
    public static bool IsSetting(string name) => name
        is SettingNames.Type or SettingNames.CacheResults or SettingNames.Format or SettingNames.OnlyIfNeeded or SettingNames.DependsOn or SettingNames.Cpus or SettingNames.Memory
        or SettingNames.Gpus or SettingNames.Timeout or SettingNames.Retries or SettingNames.Executor or SettingNames.SlurmOptions or SettingNames.ExportTo or SettingNames.ExportItem or SettingNames.ExportMode;

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
        {
            var (name, text) = ((string)entry.Key, (string?)entry.Value);
            if (!string.IsNullOrEmpty(text) || !IsSetting(name))
                values.Add(ReadValue(name, WithPlainLineEnds(text ?? "")));
        }

        return values.DrainToImmutable();
    }

    // MSBuild keeps the line ends of the project file, and git changes them on another system. Escaped ones (%0D%0A) belong to the value.
    private static string WithPlainLineEnds(string escaped) =>
        escaped.Contains('\r') ? escaped.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : escaped;

    // An escaped separator (%3B) belongs to the value, so the escaped text is split.
    private static DeclaredValue.Text ReadValue(string name, string escaped) =>
        new(name, Normalize(name, Escaping.Unescape(escaped)), escaped.Contains(';') ? Escaping.SplitList(escaped) : default);
}
