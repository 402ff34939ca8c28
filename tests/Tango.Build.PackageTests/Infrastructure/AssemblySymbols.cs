using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>The symbols of an assembly: in it, or in a file that has its id.</summary>
internal sealed record AssemblySymbols(string SourceLink, IReadOnlyList<string> Documents)
{
    // Of the format of portable symbols.
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>Finds them; null if there are none.</summary>
    /// <param name="assembly">The content of the assembly.</param>
    /// <param name="files">The contents of files with symbols.</param>
    public static AssemblySymbols? Find(byte[] assembly, IEnumerable<byte[]> files)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var entries = image.ReadDebugDirectory();
        if (entries.FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb) is { DataSize: > 0 } embedded)
        {
            using var inside = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
            return Read(inside.GetMetadataReader());
        }

        var id = image.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
        foreach (var file in files)
        {
            using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(file));
            var reader = symbols.GetMetadataReader();
            if (new BlobContentId(reader.DebugMetadataHeader!.Id).Guid == id)
                return Read(reader);
        }

        return null;
    }

    private static AssemblySymbols Read(MetadataReader reader)
    {
        var link = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLinkKind)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)))
            .SingleOrDefault("");
        return new(link, [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))]);
    }
}
