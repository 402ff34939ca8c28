using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Diagnostics;
using Tango.Docs.Tests.Infrastructure;
using Tango.Docs.Tests.Markdown;

namespace Tango.Docs.Tests;

public sealed partial class DiagnosticPageTests
{
    private const string Folder = "docs/diagnostics/";

    public static TheoryData<string> Codes => [.. Descriptors.All.Select(descriptor => descriptor.Code)];

    /// <summary>Mistakes in declarations, of commands too, and in step types, which show when a plan is made. What only MSBuild's task or a program can say is not among them.</summary>
    public static TheoryData<string> PlannedCodes => [.. Descriptors.All
        .Where(descriptor => string.CompareOrdinal(descriptor.Code, "TANGO0200") < 0 || descriptor == Descriptors.CachedButNotDeterministic
            || descriptor == Descriptors.UnstoredExport || descriptor == Descriptors.ExportIsInput
            || (string.CompareOrdinal(descriptor.Code, "TANGO0501") >= 0 && string.CompareOrdinal(descriptor.Code, "TANGO0504") <= 0))
        .Where(descriptor => descriptor != Descriptors.InvalidOverride && descriptor != Descriptors.UnknownFormat
            && descriptor != Descriptors.InvalidGraphFile && descriptor != Descriptors.UnreadableInputFile
            && descriptor != Descriptors.InputIsNoFile && descriptor != Descriptors.InputLinkLeadsNowhere && descriptor != Descriptors.SecretKeyUnusable
            && descriptor != Descriptors.PackageBringsTango)
        .Where(descriptor => !IsOfAnalyzers(descriptor.Code))
        .Select(descriptor => descriptor.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_row_has_a_page_of_its_title(string code)
    {
        var page = PageOf(code);

        Assert.Equal($"{code}: {Descriptors.Find(code).Title}", page.Headings[0]);
    }

    [Fact]
    public void Every_page_has_a_row()
    {
        var pages = RepositoryFiles.Pages.Where(path => path.StartsWith(Folder, StringComparison.Ordinal) && path != Folder + "README.md");

        Assert.Equal(Descriptors.All.Select(descriptor => $"{Folder}{descriptor.Code}.md").Order(StringComparer.Ordinal), pages);
    }

    [Fact]
    public void The_index_lists_every_row_in_order()
    {
        var listed = RepositoryFiles.Page(Folder + "README.md").Links.Select(link => link.Path).Where(path => path.StartsWith("TANGO", StringComparison.Ordinal));

        Assert.Equal(Descriptors.All.Select(descriptor => descriptor.Code + ".md"), listed);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_page_shows_the_message_as_the_table_words_it(string code)
    {
        var descriptor = Descriptors.Find(code);
        var format = Placeholder().Replace(Regex.Escape(descriptor.MessageFormat).Replace(@"\{", "{", StringComparison.Ordinal), ".*");

        Assert.Contains(MessagesOf(PageOf(code)), message => Regex.IsMatch(message, $": {format}", RegexOptions.Singleline | RegexOptions.CultureInvariant));
    }

    [Fact]
    public void An_MSBuild_that_cannot_load_our_tasks_gives_the_message_of_the_table()
    {
        var message = string.Format(System.Globalization.CultureInfo.InvariantCulture, Descriptors.MSBuildTooOld.MessageFormat, "$(_TangoMSBuildVersion)");

        var targets = File.ReadAllText(Repository.PathOf("build/Tango.Build.targets"));

        Assert.Contains($"Text=\"{message}\"", targets, StringComparison.Ordinal);
        Assert.Contains($"HelpLink=\"{Descriptors.MSBuildTooOld.HelpLink}\"", targets, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PlannedCodes))]
    public void The_example_of_a_page_gives_its_message(string code)
    {
        var page = PageOf(code);
        using var pipeline = new PagePipeline(page);
        var example = page.Blocks.First(block => block.Language == "xml");
        var selected = page.Blocks.Select(block => SelectedSteps().Match(block.Text)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

        Assert.Empty(pipeline.Compile());
        Assert.Equal(MessagesOf(page), pipeline.Plan(example, selected is null ? [] : [selected]));
    }

    // What only analyzers say of code; their own tests run the examples of these pages.
    private static bool IsOfAnalyzers(string code) => string.CompareOrdinal(code, "TANGO0120") >= 0 && string.CompareOrdinal(code, "TANGO0140") < 0;

    private static MarkdownPage PageOf(string code) => RepositoryFiles.Page($"{Folder}{code}.md");

    // Messages start with their place, if they have one, and their severity.
    private static IReadOnlyList<string> MessagesOf(MarkdownPage page) => [.. page.Blocks
        .Where(block => block.Language == "text")
        .SelectMany(block => block.Text.TrimEnd().Split('\n'))
        .Where(line => line.Contains("error TANGO", StringComparison.Ordinal) || line.Contains("warning TANGO", StringComparison.Ordinal))];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"-p:TangoSteps=(\S+)")]
    private static partial Regex SelectedSteps();
}
