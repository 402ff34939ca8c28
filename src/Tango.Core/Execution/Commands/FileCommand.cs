using Tango.Formats.Files;

namespace Tango.Execution.Commands;

/// <summary>A command that writes one file.</summary>
internal sealed class FileCommand : CommandStep<OutputFile>
{
    /// <inheritdoc/>
    protected override object ReadResult(CommandOutputFiles files, PrintedBytes? printed, StepContext context)
    {
        var path = files.Written()[0];
        OutputRefusal.CheckFile(path);
        return new OutputFile(path);
    }
}
