using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

public sealed partial class ArchitectureTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("ARCHITECTURE.md"));

    [Fact]
    public void Names_only_files_that_exist()
    {
        var named = SourceFile().Matches(Page).Select(match => match.Groups[1].Value).Distinct();

        Assert.All(named, name => Assert.Contains(RepositoryFiles.All, file => file == name || file.EndsWith("/" + name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Lists_every_folder_of_the_core_once()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("src/Tango.Core")).Select(Path.GetFileName).Except(["bin", "obj"]).Order(StringComparer.Ordinal);
        var listed = Layer().Matches(Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.Equal(folders, listed);
    }

    [GeneratedRegex(@"`([\w./]+\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"^\| `([A-Z]\w*)` \|", RegexOptions.Multiline)]
    private static partial Regex Layer();
}
