using Tango.Build.TestKit;
using Tango.Docs.Tests.Markdown;

namespace Tango.Docs.Tests.Infrastructure;

/// <summary>The files of the source tree, without what builds leave in it.</summary>
internal static class RepositoryFiles
{
    // As in .gitignore, and what belongs to version control itself.
    private static readonly HashSet<string> NotOurs = [".git", "bin", "obj", "artifacts", ".tango", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>Their paths from the root, with <c>/</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Walk(new DirectoryInfo(Repository.Root)).Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary>The pages among them.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. All.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>Reads a page.</summary>
    public static MarkdownPage Page(string path) => MarkdownPage.Read(Repository.PathOf(path));

    private static string NameOf(FileInfo file) => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');

    private static IEnumerable<FileInfo> Walk(DirectoryInfo directory) => directory
        .EnumerateFiles()
        .Where(file => file.Name != ".git")
        .Concat(directory.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk));
}
