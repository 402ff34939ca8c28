using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FolderLinksTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public FolderLinksTests()
    {
        foreach (var folder in (string[])["repo/app/src/sub", "repo/app/dist", "repo/app/out", "repo/shared", "elsewhere/bin"])
            Directory.CreateDirectory(_directory.PathOf(folder));
    }

    public void Dispose() => _directory.Dispose();

    // The project is repo/app, and it is built into repo/app/out.
    [Theory]
    [InlineData("repo/app/dist/rt", "../src", "repo/app/dist/rt/a.txt", true)]
    [InlineData("repo/app/dist/rt", "../src", "repo/app/dist/rt/sub/a.txt", true)]
    [InlineData("repo/app/gen", "src", "repo/app/gen/sub/a.txt", true)]
    [InlineData("repo/app/gen", "../shared", "repo/app/gen/a.txt", true)]
    [InlineData("repo/app/gen", "nowhere", "repo/app/gen/a.txt", true)]
    [InlineData("repo/app/gen", "gen", "repo/app/gen/a.txt", true)]
    [InlineData("repo/app/out/rt", "../src", "repo/app/out/rt/a.txt", true)]
    [InlineData("repo/gen", "shared", "repo/gen/a.txt", true)]
    [InlineData("repo/app/dist/a.txt", "../src/a.txt", "repo/app/dist/a.txt", false)]
    [InlineData("repo/app/other", "src", "repo/app/dist/a.txt", false)]
    [InlineData("repo/app/obj", "../../elsewhere/bin", "repo/app/obj/a.txt", false)]
    [InlineData("repo/app/obj/rt", "../src", "repo/app/obj/rt/a.txt", true)]
    public void A_link_below_what_the_project_and_its_output_share_with_a_file_is_found(string link, string target, string file, bool isFound)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links are for administrators there.
        }

        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(link))!);
        File.CreateSymbolicLink(PathOf(link), target);

        var found = new FolderLinks(PathOf("repo/app"), [PathOf("repo/app/out"), PathOf("repo/app/obj") + "/"]).Find(PathOf(file));

        Assert.Equal(isFound ? PathOf(link) : null, found);
    }

    [Fact]
    public void A_project_that_is_reached_by_a_link_has_none_below_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        File.CreateSymbolicLink(PathOf("checkout"), "repo");

        Assert.Null(new FolderLinks(PathOf("checkout/app"), []).Find(PathOf("checkout/app/dist/a.txt")));
        Assert.Null(new FolderLinks(PathOf("checkout/app"), []).Find(PathOf("checkout/shared/a.txt")));
    }

    [Theory]
    [InlineData("/bin/a.txt")]
    [InlineData("/a.txt")]
    [InlineData("/no/such/folder/a.txt")]
    public void What_the_project_shares_nothing_with_is_looked_at_from_its_first_folder_on(string path) =>
        Assert.Null(new FolderLinks(Path.GetFullPath("/somewhere/else"), []).Find(Path.GetFullPath(path)));

    [Fact]
    public void The_first_of_two_links_is_found()
    {
        if (OperatingSystem.IsWindows())
            return;

        File.CreateSymbolicLink(PathOf("repo/app/gen"), "src");
        File.CreateSymbolicLink(PathOf("repo/app/src/two"), "sub");

        Assert.Equal(PathOf("repo/app/gen"), new FolderLinks(PathOf("repo/app"), []).Find(PathOf("repo/app/gen/two/a.txt")));
    }

    [Fact]
    public void The_target_of_a_broken_link_is_found()
    {
        if (OperatingSystem.IsWindows())
            return;

        File.CreateSymbolicLink(PathOf("dangling"), "nowhere");

        Assert.Equal("nowhere", FolderLinks.TargetOf(PathOf("dangling")));
        Assert.False(FolderLinks.IsLink(PathOf("repo")));
        Assert.False(FolderLinks.IsLink(PathOf("nothing")));
    }

    private string PathOf(string name) => Path.GetFullPath(_directory.PathOf(name));
}
