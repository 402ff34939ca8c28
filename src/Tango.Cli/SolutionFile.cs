namespace Tango.Cli;

/// <summary>Tells whether <c>dotnet build</c> builds a solution, as it would choose itself.</summary>
internal static class SolutionFile
{
    private static readonly string[] Extensions = [".sln", ".slnx", ".slnf"];

    /// <summary>Whether it does.</summary>
    /// <param name="folder">The current folder, a full path.</param>
    /// <param name="named">The file or the folder that was named; null: none.</param>
    public static bool Is(string folder, string? named)
    {
        var path = Path.GetFullPath(named ?? "", folder);
        if (!Directory.Exists(path))
            return IsSolution(path);

        // With a project beside it, dotnet refuses to choose, unless they have one name: then it is the solution.
        return Directory.EnumerateFiles(path).Any(IsSolution);
    }

    private static bool IsSolution(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
