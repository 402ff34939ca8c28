using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Tells an IDE's up-to-date check what the last build took in and left behind.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecallTangoInputs : TangoTask
{
    /// <summary>Where the engine keeps what it remembers.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The directory of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The files that the pipeline's results were made from.</summary>
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
