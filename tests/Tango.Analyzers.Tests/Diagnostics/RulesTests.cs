using System.Globalization;
using Tango.Analyzers.Tests.Infrastructure;
using Tango.Analyzers.TypedResults;
using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Analyzers.Tests.Diagnostics;

public sealed class RulesTests
{
    public static TheoryData<string> Codes => [.. Rules.Select(rule => rule.Id)];

    private static IReadOnlyList<Microsoft.CodeAnalysis.DiagnosticDescriptor> Rules =>
        [.. Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Concat(TypedResultsGenerator.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_is_a_row_of_the_table(string code)
    {
        var rule = Rules.Single(rule => rule.Id == code);
        var row = Descriptors.Find(code);

        Assert.Equal(row.Title, rule.Title.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(row.MessageFormat, rule.MessageFormat.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(row.HelpLink, rule.HelpLinkUri);
    }

    [Fact]
    public void Every_row_about_code_has_a_rule()
    {
        var rows = Descriptors.All.Select(row => row.Code).Where(code => string.CompareOrdinal(code, "TANGO0101") >= 0 && string.CompareOrdinal(code, "TANGO0200") < 0);

        // Files that [CodeDependsOn] names are on the disk of the build, and exports on that of the program.
        Assert.Equal(rows.Except([Descriptors.NamedFileNotFound.Code, Descriptors.ExportNotFound.Code, Descriptors.ExportNotReadable.Code]), Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void The_lists_of_releases_have_every_rule_with_its_category_and_severity()
    {
        var listed = new[] { "Shipped", "Unshipped" }
            .SelectMany(name => File.ReadAllLines(Repository.PathOf($"src/Tango.Analyzers/AnalyzerReleases.{name}.md")))
            .Where(line => line.StartsWith("TANGO", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", line.Split(" | ")[..3]));

        Assert.Equal(Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity}"), listed.Order(StringComparer.Ordinal));
    }
}
