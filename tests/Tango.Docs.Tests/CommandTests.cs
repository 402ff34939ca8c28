using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>The command lines of the pages name targets and properties that exist.</summary>
public sealed partial class CommandTests
{
    private static readonly string Targets = string.Concat(Directory.GetFiles(Repository.PathOf("build")).Select(File.ReadAllText));

    private static readonly string Reference = File.ReadAllText(Repository.PathOf("docs/reference.md"));

    [Fact]
    public void Every_target_on_a_command_line_exists() =>
        Assert.All(Named(TargetSwitch()), target => Assert.Matches($"<Target\\s+Name=\"{target}\"", Targets));

    [Fact]
    public void Every_property_on_a_command_line_is_in_the_reference() =>
        Assert.All(Named(PropertySwitch()), property => Assert.Contains($"| `{property}` |", Reference, StringComparison.Ordinal));

    private static string[] Named(Regex @switch)
    {
        // What people set who make the package is not the reference's.
        var named = RepositoryFiles.Pages
            .Where(path => path == "README.md" || (path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docs/decisions/", StringComparison.Ordinal)))
            .SelectMany(path => @switch.Matches(File.ReadAllText(Repository.PathOf(path))))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToArray();
        Assert.NotEmpty(named);
        return named;
    }

    [GeneratedRegex(@"-(?:t|getTargetResult):(Tango\w+)")]
    private static partial Regex TargetSwitch();

    [GeneratedRegex(@"-p:(Tango\w+)=")]
    private static partial Regex PropertySwitch();
}
