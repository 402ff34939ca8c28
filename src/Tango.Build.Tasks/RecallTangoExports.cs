using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>Reads which files earlier builds exported, for targets that run no step: Clean, and publishing without a build.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecallTangoExports : TangoTask
{
    /// <summary>Where the engine keeps what it remembers.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The project's assembly where it runs from.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>Every file at which a result was made available.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    /// <summary>Those that are to be items of the build and are still there, with their item type as metadata.</summary>
    [Output]
    public ITaskItem[] ExportedItems { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var list = ExportList.Load(Full(StateDirectory));
        Exports = ExportItems.All(list.Files);
        ExportedItems = ItemsOfExports(TargetAssembly, StateDirectory).Typed(list.Present());
    }
}
