namespace Tango.Formats;

/// <summary>
/// A directory the step wrote, with everything below it, empty directories too. Never compressed: consumers are given the stored directory itself.
/// Links to files become files; a link to a directory is refused.
/// </summary>
internal sealed class DirectoryFormat : Format<OutputDirectory>
{
    private const string Root = "result/";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Directory;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(OutputDirectory value, IResultWriter writer, CancellationToken cancellationToken)
    {
        Check(value.Path);
        writer.CreateDirectory(Root);
        var pending = new Stack<string>([value.Path]);
        while (pending.TryPop(out var directory))
        {
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                var name = Root + Path.GetRelativePath(value.Path, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (entry is DirectoryInfo subdirectory)
                {
                    RefuseLink(subdirectory);
                    writer.CreateDirectory(name + "/");
                    pending.Push(entry.FullName);
                }
                else
                {
                    await FileCopy.IntoAsync(writer, name, entry.FullName, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask<OutputDirectory> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
    {
        var path = reader.Names.Contains(Root) ? reader.PathOf(Root) : null;
        return path is null
            ? throw new InvalidDataException("the entry does not hold an uncompressed directory")
            : ValueTask.FromResult(new OutputDirectory(path));
    }

    private static void Check(string path)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new ResultNotStorableException(
                $"the path '{path}' of its OutputDirectory is not a full path. Write the directory in the step's WorkDirectory and return new OutputDirectory(Path.Combine(WorkDirectory, …)).");
        }

        if (!Directory.Exists(path))
        {
            throw new ResultNotStorableException($"there is no directory '{path}'. Create it before the step returns its OutputDirectory.");
        }
    }

    private static void RefuseLink(DirectoryInfo directory)
    {
        if (directory.LinkTarget is { } target)
        {
            throw new ResultNotStorableException(
                $"'{directory.FullName}' is a link to the directory '{target}', which would not be in the cache. Copy its content instead.");
        }
    }
}
