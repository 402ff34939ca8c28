using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>The examples and templates in which only build servers push to a remote cache.</summary>
public sealed partial class WhoPushesTests
{
    private static IEnumerable<string> Templates => RepositoryFiles.All.Where(file => file.StartsWith("templates/", StringComparison.Ordinal) && File.ReadAllText(Repository.PathOf(file)).Contains("<TangoRemoteCache>", StringComparison.Ordinal));

    [Fact]
    public void Every_example_knows_the_same_build_servers()
    {
        var conditions = RepositoryFiles.Pages.Concat(Templates)
            .SelectMany(page => PushCondition().Matches(File.ReadAllText(Repository.PathOf(page))).Select(match => (page, Condition: match.Groups[1].Value)))
            .ToList();

        Assert.Superset(new HashSet<string>(["docs/guide/remote-cache.md", "src/Tango.Build.AzureBlob/README.md", "src/Tango.Build.S3/README.md", .. Templates]), conditions.Select(found => found.page).ToHashSet());

        Assert.Equal(3, Templates.Count());

        // Azure Pipelines sets TF_BUILD, and not CI.
        Assert.All(conditions, found => Assert.Equal("'$(CI)' != 'true' and '$(TF_BUILD)' != 'true'", found.Condition));
    }

    [GeneratedRegex("<TangoRemoteCachePush Condition=\"([^\"]*)\"")]
    private static partial Regex PushCondition();
}
