using System.Reflection;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>Sets the inputs that targets pass to tasks of a pipeline.</summary>
internal static class TaskRequests
{
    /// <summary>Sets one of <see cref="PipelineSettings"/>.</summary>
    public static void Set(this PipelineTask task, string setting, string? value)
    {
        Assert.NotNull(typeof(PipelineSettings).GetProperty(setting, BindingFlags.Public | BindingFlags.Instance));
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
}
