using System.Collections.Frozen;

namespace Tango.Steps;

/// <summary>
/// The names that a parameter cannot have because they have another meaning in declarations. One list for the items of a project file, for JSON graphs and for the check of step
/// types.
/// </summary>
internal static class ReservedNames
{
    /// <summary>Metadata of <c>TangoStep</c> that are settings of the step, not arguments of <c>Run</c>.</summary>
    public static FrozenSet<string> Settings { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        SettingNames.Type,
        SettingNames.CacheResults,
        SettingNames.Format,
        SettingNames.OnlyIfNeeded,
        SettingNames.DependsOn,
        SettingNames.Cpus,
        SettingNames.Memory,
        SettingNames.Gpus,
        SettingNames.Timeout,
        SettingNames.Retries,
        SettingNames.Executor,
        SettingNames.SlurmOptions,
        SettingNames.ExportTo,
        SettingNames.ExportItem,
        SettingNames.ExportMode);

    /// <summary>Names that MSBuild forbids as metadata, uses for something else, or silently drops.</summary>
    public static FrozenSet<string> MSBuild { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir", "Identity",
        "ModifiedTime", "CreatedTime", "AccessedTime",
        "DefiningProjectFullPath", "DefiningProjectDirectory", "DefiningProjectName", "DefiningProjectExtension",
        "Target", "Output", "ItemGroup", "PropertyGroup", "UsingTask", "Choose", "When", "Otherwise", "OnError",
        "ImportGroup", "ProjectExtensions", "VisualStudioProject",
        "Include", "Exclude", "Update", "Remove", "Condition",
        "Label", "KeepDuplicates", "KeepMetadata", "RemoveMetadata", "MatchOnMetadata");
}
