using System.Globalization;
using System.Text.RegularExpressions;
using Tango.Analyzers.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Analyzers.Tests.Diagnostics;

/// <summary>The examples on the pages of what only the analyzers report.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Codes => [.. Descriptors.All.Select(row => row.Code)
        .Where(code => string.CompareOrdinal(code, "TANGO0120") >= 0 && string.CompareOrdinal(code, "TANGO0131") < 0)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_wrong_example_gives_the_message_and_the_right_one_gives_none(string code)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf($"docs/diagnostics/{code}.md"));
        var examples = Code().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, examples.Count);

        var wrong = await Analysis.RunAsync(Source.Parse(examples[0]).Compile());
        var right = await Analysis.RunAsync(Source.Parse(examples[1]).Compile());

        Assert.Equal(Message().Match(page).Groups[1].Value, string.Join('\n', wrong.Select(found => $"{found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}")));
        Assert.DoesNotContain(right, found => !found.IsSuppressed);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("Steps.cs: warning (TANGO.*)")]
    private static partial Regex Message();
}
