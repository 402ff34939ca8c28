namespace Tango.Execution.Commands;

/// <summary>A command without outputs: what it printed is its result.</summary>
internal sealed class TextCommand : CommandStep<string>
{
    /// <inheritdoc/>
    protected override string Take(CommandOutputFiles files, string printed, StepContext context) => printed;
}
