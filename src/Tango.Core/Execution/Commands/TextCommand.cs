namespace Tango.Execution.Commands;

/// <summary>A command without outputs: its standard output is its result, as text.</summary>
internal sealed class TextCommand : CommandStep<string>
{
    /// <inheritdoc/>
    protected override object ReadResult(CommandOutputFiles files, PrintedBytes? printed, StepContext context) => printed!.AsText();
}
