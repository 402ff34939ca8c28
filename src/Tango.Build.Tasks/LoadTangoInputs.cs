using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Engine.UpToDate;

namespace Tango.Build.Tasks;

/// <summary>Returns the inputs and outputs of the last build, for the up-to-date check of an IDE.</summary>
[MSBuildMultiThreadableTask]
public sealed class LoadTangoInputs : TangoTask
{
    /// <summary>The engine's state directory.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The directory of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The input files of the pipeline's results.</summary>
    [Output]
    public ITaskItem[] Inputs { get; private set; } = [];

    /// <summary>The file that is newer than all of them after every successful build.</summary>
    [Output]
    public ITaskItem? Output { get; private set; }

    /// <summary>The exported files.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var state = Full(StateDirectory);
        Inputs = [.. RecordedInputs.Read(state, Full(CacheDirectory)).Select(path => new TaskItem(Escaping.Escape(path)))];
        Output = new TaskItem(Escaping.Escape(RecordedInputs.OutputFile(state)));
        Exports = ExportItems.All(ExportList.Load(state).Files);
    }
}
