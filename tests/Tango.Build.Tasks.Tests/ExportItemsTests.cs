namespace Tango.Build.Tasks.Tests;

public sealed class ExportItemsTests
{
    private static readonly ExportedFile[] Files =
    [
        new("/repo/bin/out/b;c.json", "b", "Content"),
        new("/repo/obj/generated/c.cs", "c", "Compile"),
        new("/repo/obj/generated/d.txt", "d", ""),
    ];

    private readonly ExportItems _items = new("/repo/bin/out");

    [Fact]
    public void Every_exported_file_is_listed() =>
        Assert.Equal(["/repo/bin/out/b;c.json", "/repo/obj/generated/c.cs", "/repo/obj/generated/d.txt"], ExportItems.All(Files).Select(item => item.ItemSpec));

    [Fact]
    public void Content_in_the_output_directory_is_published_to_the_same_path()
    {
        var content = _items.Typed(Files)[0];

        Assert.Equal(
            ["Content", "b;c.json", "b;c.json", "PreserveNewest"],
            new[] { "ExportItem", "Link", "TargetPath", "CopyToPublishDirectory" }.Select(content.GetMetadata));
    }

    // Projects that refer to this one copy it into theirs.
    [Theory]
    [InlineData("/repo/bin/out/sub/a.json", "Content", "sub/a.json", "PreserveNewest")]
    [InlineData("/repo/obj/a.json", "Content", "obj/a.json", "")]
    [InlineData("/repo/bin/out/a.json", "None", "a.json", "")]
    public void Only_content_in_the_output_directory_is_content_of_the_output(string path, string itemType, string place, string copied)
    {
        var item = Assert.Single(new ExportItems("/repo/bin/out", "/repo").Typed([new(path, "a", itemType)]));

        Assert.Equal([place.Replace('/', Path.DirectorySeparatorChar), copied], new[] { "TargetPath", "CopyToOutputDirectory" }.Select(item.GetMetadata));
    }

    // The output directory first, then that of intermediate files, then the project's; what lies in none of them goes to the top.
    [Theory]
    [InlineData("/repo/bin/out/sub/a.json", "sub/a.json")]
    [InlineData("/repo/obj/x/words.txt", "words.txt")]
    [InlineData("/repo/wwwroot/a.json", "wwwroot/a.json")]
    [InlineData("/elsewhere/a.json", "a.json")]
    public void The_link_of_an_item_is_its_path_within_its_folder(string path, string place)
    {
        var item = Assert.Single(new ExportItems("/repo/bin/out", "/repo/obj/x", "/repo").Typed([new(path, "a", "Content")]));

        place = place.Replace('/', Path.DirectorySeparatorChar);
        Assert.Equal([place, place, "a"], new[] { "Link", "TargetPath", "TangoStep" }.Select(item.GetMetadata));
    }

    [Fact]
    public void Other_items_are_just_that()
    {
        var source = Assert.Single(_items.Typed(Files)[1..]);

        Assert.Equal(["Compile", "c.cs", "", ""], new[] { "ExportItem", "Link", "TargetPath", "CopyToPublishDirectory" }.Select(source.GetMetadata));
    }
}
