using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>An exported file.</summary>
/// <remarks>A class: collections of structs would be compiled again in every build.</remarks>
/// <param name="Path">Its full path.</param>
/// <param name="Step">The step with the result.</param>
/// <param name="ItemType">The item type that it is added to; empty if there is none.</param>
/// <param name="OutlivesClean">Whether Clean does not remove it, because it is under version control.</param>
/// <param name="UniqueId">The unique id of the result; empty if it is from an earlier build.</param>
internal sealed record ExportedFile(string Path, string Step, string ItemType, bool OutlivesClean = false, string UniqueId = "")
{
    /// <summary>The file's stamp when it was exported; that of a missing file if unknown.</summary>
    // Without the inode, which differs after a copy of the whole folder, as on build servers.
    public FileStamp Stamp { get; private init; } = FileStamp.Missing;

    /// <summary>The same file with its current stamp.</summary>
    public ExportedFile Stamped() => this with { Stamp = FileStamp.Read(Path).WithoutIdentity() };

    /// <summary>Whether the file was changed since it was exported, by a user or another program.</summary>
    public bool IsChanged() => Stamp.Exists && FileStamp.Read(Path) is { Exists: true } now && !now.IsSameAs(Stamp);

    /// <inheritdoc/>
    // The generated code would be compiled for the type of each field, in every build.
    public bool Equals(ExportedFile? other) =>
        other is not null && Path == other.Path && Step == other.Step && ItemType == other.ItemType && OutlivesClean == other.OutlivesClean && UniqueId == other.UniqueId
        && Stamp.Equals(other.Stamp);

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    public static ExportedFile Read(StateReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadBoolean(), reader.ReadString()) { Stamp = FileStamp.Read(reader) };

    public static void Write(StateWriter writer, ExportedFile file)
    {
        writer.Write(file.Path);
        writer.Write(file.Step);
        writer.Write(file.ItemType);
        writer.Write(file.OutlivesClean);
        writer.Write(file.UniqueId);
        file.Stamp.Write(writer);
    }
}
