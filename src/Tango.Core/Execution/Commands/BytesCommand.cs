namespace Tango.Execution.Commands;

/// <summary>A command without outputs whose <c>Format</c> is <c>bytes</c>: all bytes of its standard output are its result.</summary>
internal sealed class BytesCommand : CommandStep<byte[]>
{
    /// <inheritdoc/>
    protected override object ReadResult(CommandOutputFiles files, PrintedBytes? printed, StepContext context) => printed!.AsBytes();
}
