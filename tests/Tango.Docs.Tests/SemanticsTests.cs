using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>The page that says what holds names the tests that hold it.</summary>
public sealed partial class SemanticsTests
{
    private const string Path = "docs/semantics.md";

    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf(Path));

    [Fact]
    public void Every_row_names_a_test()
    {
        var rows = Lines.Where(IsRow).ToList();

        Assert.True(rows.Count > 100, $"Only {rows.Count} rows were found.");
        Assert.All(rows, row => Assert.Matches(Test(), TestsOf(row)));
    }

    [Fact]
    public void Every_test_it_names_exists()
    {
        var existing = TestsOfTheRepository();

        var missing =
            from line in Lines.Select((text, index) => (Text: text, Number: index + 1))
            where IsRow(line.Text)
            from Match test in Test().Matches(TestsOf(line.Text))
            where !existing.Contains(test.Groups[1].Value)
            select $"{Path}({line.Number}): {test.Groups[1].Value}";

        Assert.Empty(missing);
    }

    // The edits are counted where they stand, so that the page cannot promise more.
    [Theory]
    [InlineData("CodeFingerprintTests")]
    [InlineData("ConvertedCodeTests")]
    public void It_counts_the_edits_that_fingerprints_are_tested_with(string tests)
    {
        var source = CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf($"tests/Tango.Core.Tests/Steps/CodeFingerprints/{tests}.cs"))).GetRoot();
        int CountOf(string table) => source.DescendantNodes().OfType<PropertyDeclarationSyntax>()
            .Single(property => property.Identifier.Text == table)
            .DescendantNodes().OfType<InitializerExpressionSyntax>()
            .Count(row => row.IsKind(SyntaxKind.ComplexElementInitializerExpression));

        Assert.Contains(Lines, line => line.Contains($"{CountOf("Unnoticed")} edits that must not be noticed, {CountOf("Noticed")} that must", StringComparison.Ordinal));
    }

    private static bool IsRow(string line) => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| test |", StringComparison.Ordinal);

    private static string TestsOf(string row) => row.Split('|')[^2];

    private static HashSet<string> TestsOfTheRepository() =>
        [.. RepositoryFiles.All
            .Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf(path))).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.Parent is ClassDeclarationSyntax && method.AttributeLists.SelectMany(list => list.Attributes).Any(IsTest))
            .Select(method => $"{((ClassDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}")];

    private static bool IsTest(AttributeSyntax attribute) => attribute.Name.ToString() is "Fact" or "Theory";

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex Test();
}
