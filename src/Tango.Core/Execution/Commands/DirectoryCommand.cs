namespace Tango.Execution.Commands;

/// <summary>A command that writes several files, or directories: they are given as one directory, in which they have the paths that they have in the project.</summary>
internal sealed class DirectoryCommand : CommandStep<OutputDirectory>
{
    /// <inheritdoc/>
    protected override OutputDirectory Take(CommandOutputFiles files, string printed, StepContext context)
    {
        var directory = Path.Combine(context.WorkDirectory, ".outputs");
        if (Directory.Exists(directory))
        {
            // Of a try that was ended.
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory);
        foreach (var path in files.Written())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(directory, Path.GetRelativePath(files.ProjectDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return new OutputDirectory(directory);
    }
}
