namespace Tango.Formats.Files;

/// <summary>A file that the step wrote, with its name. Never compressed: consumers receive the stored file itself.</summary>
[FormatVersion(2)]
internal sealed class FileFormat : Format<OutputFile>
{
    private const string Directory = "result/";

    /// <inheritdoc/>
    public override string Name => BuiltInFormats.File;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(OutputFile value, IResultWriter writer, CancellationToken cancellationToken)
    {
        if (!Path.IsPathFullyQualified(value.Path))
        {
            throw new ResultNotStorableException(
                $"the path '{value.Path}' of its OutputFile is not a full path. Write the file in the step's WorkDirectory and return new OutputFile(Path.Combine(WorkDirectory, …)).");
        }

        OutputRefusal.CheckFile(value.Path);
        OutputRefusal.CheckName(value.Path);
        await FileCopy.IntoAsync(writer, Directory + value.Name, value.Path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<OutputFile> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
    {
        var path = reader.Names.Count == 1 ? reader.PathOf(reader.Names[0]) : null;
        return path is null
            ? throw new InvalidDataException("the entry is not one uncompressed file")
            : ValueTask.FromResult(new OutputFile(path));
    }
}
