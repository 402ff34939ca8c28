using System.Reflection;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>Sets the inputs that targets pass to tasks of a pipeline.</summary>
internal static class TaskRequests
{
    /// <summary>The names of all settings: the properties of <see cref="PipelineSettings"/>, and those of the options in it.</summary>
    // An executor of its own is for programs.
    public static IReadOnlyList<string> SettingNames { get; } =
        [.. PropertiesOf<PipelineSettings>().Where(name => name != nameof(PipelineSettings.RunOptions)), .. PropertiesOf<RunOptions>().Where(name => name != nameof(RunOptions.Executor))];

    /// <summary>Sets one of <see cref="SettingNames"/>.</summary>
    public static void Set(this PipelineTask task, string setting, string? value)
    {
        Assert.Contains(setting, SettingNames);
        task.Request ??= new TaskItem("App.csproj");
        ((ITaskItem2)task.Request).SetMetadataValueLiteral(setting, value ?? "");
    }

    /// <summary>An item of <c>_TangoCode</c>.</summary>
    public static ITaskItem Part(string part, string spec, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(spec);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);

        item.SetMetadata("Part", part);
        return item;
    }

    private static IEnumerable<string> PropertiesOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property => property.Name);
}
