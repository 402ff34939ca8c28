using Tango.Docs.Tests.Infrastructure;
using Tango.Docs.Tests.Markdown;

namespace Tango.Docs.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lead_to_files_and_headings_that_exist(string path)
    {
        var page = RepositoryFiles.Page(path);

        Assert.All(page.Links.Where(link => !link.IsAddress), link => Assert.True(Exists(page, link), $"{path}({link.Line}): {link.Target}"));
    }

    private static bool Exists(MarkdownPage page, MarkdownLink link)
    {
        var target = link.Path.Length == 0 ? page.Path : Path.GetFullPath(link.Path, Path.GetDirectoryName(page.Path)!);
        if (link.Anchor is { } anchor)
            return File.Exists(target) && MarkdownPage.Read(target).Anchors.Contains(anchor);

        return File.Exists(target) || Directory.Exists(target);
    }
}
