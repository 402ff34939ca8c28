using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>Reads the exports of earlier builds, for targets that run no step: Clean, and publishing without a build.</summary>
[MSBuildMultiThreadableTask]
public sealed class LoadTangoExports : TangoTask
{
    /// <summary>The engine's state directory.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The project's assembly in its output folder.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>Every exported file.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    /// <summary>Those with an item type that still exist, with the item type as metadata.</summary>
    [Output]
    public ITaskItem[] ExportedItems { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var list = ExportList.Load(Full(StateDirectory));
        Exports = ExportItems.All(list.Files);
        ExportedItems = ItemsOfExports(TargetAssembly, StateDirectory).Typed(list.Present());
    }
}
