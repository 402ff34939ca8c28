using Tango.IO;

namespace Tango.Core.Tests.IO;

/// <summary>What patterns find behind links to folders: whoever copies or reads the folder gets it as well.</summary>
public sealed class LinkedFolderPatternTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("in/**/*.csv", "in/a.csv in/ext/e.csv in/ext/sub/f.csv in/sub/ext/e.csv in/sub/ext/sub/f.csv")]
    [InlineData("in/**", "in/a.csv in/ext/e.csv in/ext/sub/f.csv in/sub/ext/e.csv in/sub/ext/sub/f.csv")]
    [InlineData("in/*/*.csv", "in/ext/e.csv")]
    [InlineData("in/ext/**/f.csv", "in/ext/sub/f.csv")]
    [InlineData("**/e.csv", "ext/e.csv in/ext/e.csv in/sub/ext/e.csv")]
    public void Is_found_like_what_is_there_itself(string pattern, string found)
    {
        Write("in/a.csv", "ext/e.csv", "ext/sub/f.csv");
        Directory.CreateDirectory(_directory.PathOf("in/sub"));
        if (!TryLink("in/ext", "../ext") || !TryLink("in/sub/ext", "../../ext"))
            return;

        Assert.Equal(found.Split(' '), Find(pattern));
    }

    [Theory]
    [InlineData("to itself", "in/x:.", "in/a.csv")]
    [InlineData("to the folder above", "in/x:..", "in/a.csv")]
    [InlineData("to a folder and back", "in/x:../ext ext/y:../in", "in/a.csv in/x/e.csv")]
    [InlineData("in a circle of three", "in/x:../ext ext/y:../third third/z:../in", "in/a.csv in/x/e.csv in/x/y/t.csv")]
    [InlineData("to each other", "in/x:y in/y:x", "in/a.csv")]
    [InlineData("to a folder below", "in/x:sub", "in/a.csv in/sub/b.csv in/x/b.csv")]
    [InlineData("to nothing", "in/x:nothing", "in/a.csv")]
    public void Ends_where_links_lead_in_circles(string how, string links, string found)
    {
        Write("in/a.csv", "ext/e.csv", "third/t.csv");
        if (how.EndsWith("below", StringComparison.Ordinal))
            Write("in/sub/b.csv");

        foreach (var link in links.Split(' ').Select(link => link.Split(':')))
        {
            if (!TryLink(link[0], link[1]))
                return;
        }

        Assert.Equal(found.Split(' '), Find("in/**/*.csv"));
    }

    private void Write(params string[] names)
    {
        foreach (var path in names.Select(_directory.PathOf))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }

    // Not everybody may make links on Windows.
    private bool TryLink(string name, string target)
    {
        if (OperatingSystem.IsWindows())
            return false;

        File.CreateSymbolicLink(_directory.PathOf(name), target);
        return true;
    }

    private IEnumerable<string> Find(string pattern) =>
        Glob.Files(_directory.Path, pattern).Select(path => Path.GetRelativePath(_directory.Path, path));
}
