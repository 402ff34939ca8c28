using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

public sealed partial class CommittedFileTests
{
    // Sites that anybody can read. Whoever adds one has looked at it: package sources and machines of one's own are none.
    private static readonly HashSet<string> KnownSites =
    [
        "example.org", "github.com", "json-schema.org", "json.schemastore.org", "keepachangelog.com", "learn.microsoft.com", "localhost", "semver.org", "slurm.schedmd.com", "storage.azure.com", "sts.windows.net", "tango.build",
        "vault.azure.net", "www.apache.org", "www.iana.org", "www.unicode.org", "www.w3.org",
    ];

    [Fact]
    public void Name_no_path_of_a_machine()
    {
        var found = Lines().Where(line => MachinePath().IsMatch(line.Text)).Select(line => $"{line.File}({line.Number}): {line.Text.Trim()}");

        Assert.Empty(found);
    }

    [Fact]
    public void Name_only_known_sites()
    {
        var found =
            from line in Lines()
            from Match address in Address().Matches(line.Text)
            where !KnownSites.Contains(address.Groups[1].Value)
            select $"{line.File}({line.Number}): {address.Value}";

        Assert.Empty(found);
    }

    private static IEnumerable<(string File, int Number, string Text)> Lines() =>
        from file in RepositoryFiles.All
        where !IsBinary(file)
        from line in File.ReadLines(Repository.PathOf(file)).Select((text, index) => (Text: text, Number: index + 1))
        select (file, line.Number, line.Text);

    private static bool IsBinary(string file) => Path.GetExtension(file) is ".png" or ".zip" or ".zst" or ".gz" or ".snk";

    [GeneratedRegex(@"(?<![\w.*~-])/(home|root|Users|mnt|tmp|work|workspace)/\w|[A-Z]:\\Users\\\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://([\w-]+\.[\w.-]+|[\w-]+(?=:\d))")]
    private static partial Regex Address();
}
