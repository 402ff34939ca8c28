using Tango.Caching.Entries;

namespace Tango.Execution.Commands;

/// <summary>A command that writes several files, or directories. Its result is one directory, in which they have the same relative paths as in the project.</summary>
internal sealed class DirectoryCommand : CommandStep<OutputDirectory>
{
    /// <inheritdoc/>
    protected override object ReadResult(CommandOutputFiles files, PrintedBytes? printed, StepContext context)
    {
        var directory = Path.Combine(context.WorkDirectory, ".outputs");
        // Left by an attempt that was ended.
        EntryTree.Delete(directory);
        Directory.CreateDirectory(directory);
        files.Tree().CopyTo(directory, context.CancellationToken);
        return new OutputDirectory(directory);
    }
}
