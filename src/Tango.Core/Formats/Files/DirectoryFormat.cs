namespace Tango.Formats.Files;

/// <summary>
/// A directory that the step wrote, with everything below it, including empty directories and links, and the permission bits of each. Never compressed: consumers receive the
/// stored directory itself.
/// </summary>
[FormatVersion(2)]
internal sealed class DirectoryFormat : Format<OutputDirectory>
{
    private const string Root = "result/";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.Directory;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(OutputDirectory value, IResultWriter writer, CancellationToken cancellationToken)
    {
        Check(value.Path);
        await ResultTree.Below(Path.TrimEndingDirectorySeparator(value.Path)).WriteAsync(writer, Root, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<OutputDirectory> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
    {
        var path = reader.Names.Contains(Root) ? reader.PathOf(Root) : null;
        return path is null
            ? throw new InvalidDataException("the entry has no uncompressed directory")
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
            throw new ResultNotStorableException($"there is no directory '{path}'. Create it before the step returns its OutputDirectory.");
    }
}
