namespace Tango.Execution.Commands;

/// <summary>A command that writes one file.</summary>
internal sealed class FileCommand : CommandStep<OutputFile>
{
    /// <inheritdoc/>
    protected override OutputFile Take(CommandOutputFiles files, string printed, StepContext context) => new(files.Written()[0]);
}
