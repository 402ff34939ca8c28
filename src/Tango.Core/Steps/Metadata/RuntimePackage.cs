namespace Tango.Steps.Metadata;

/// <summary>A package that a project runs with.</summary>
/// <param name="Id">Name and version, e.g. <c>CsvHelper/33.0.1</c>.</param>
/// <param name="Needed">The names of its dependencies.</param>
/// <param name="AssemblyFiles">Its assemblies, as paths relative to the package.</param>
/// <param name="HasOtherFiles">Whether it has other files that are used at run time: native libraries, satellite assemblies, assemblies for some platforms only.</param>
/// <param name="Folders">The full paths of possible folders of the package; empty if unknown.</param>
internal sealed record RuntimePackage(string Id, IReadOnlyList<string> Needed, IReadOnlyList<string> AssemblyFiles, bool HasOtherFiles, IReadOnlyList<string> Folders)
{
    internal string Name => NameOf(Id);

    /// <summary>The simple names of its assemblies.</summary>
    internal IEnumerable<string> Assemblies => AssemblyFiles.Select(file => Path.GetFileNameWithoutExtension(file));

    internal static string NameOf(string id) => id.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? id[..slash] : id;

    /// <summary>The full path of one of its assemblies; null if the file does not exist.</summary>
    internal string? PathOf(string assembly) => AssemblyFiles
        .Where(file => Path.GetFileNameWithoutExtension(file).Equals(assembly, StringComparison.OrdinalIgnoreCase))
        .SelectMany(file => Folders.Select(folder => Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar))))
        .FirstOrDefault(File.Exists);
}
