using System.Xml.Linq;
using Tango.Docs.Tests.Infrastructure;
using Tango.Docs.Tests.Markdown;
using YamlDotNet.RepresentationModel;

namespace Tango.Docs.Tests;

public sealed class CodeBlockTests
{
    // One program in many blocks; the tests of Tango.Core compile and run it.
    private const string LibraryGuide = "docs/guide/in-code.md";

    public static TheoryData<string> PagesWithCode => [.. Pages.Where(path => path != LibraryGuide && PageCompiler.HasCode(RepositoryFiles.Page(path)))];

    public static TheoryData<string> PagesWithPipelines => [.. Pages
        .Where(path => !path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
        .Where(path => Pipelines(RepositoryFiles.Page(path)).Any() && !NeedsMSBuild(RepositoryFiles.Page(path)) && PageCompiler.HasCode(RepositoryFiles.Page(path)))];

    // The guide to the library is one program, compiled and run by the library's own tests.
    private static IEnumerable<string> Pages => RepositoryFiles.Pages.Where(path => path != "docs/guide/in-code.md");

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public void The_csharp_of_a_page_compiles(string path)
    {
        using var pipeline = new PagePipeline(RepositoryFiles.Page(path));

        Assert.Empty(pipeline.Compile());
    }

    [Theory]
    [MemberData(nameof(PagesWithPipelines))]
    public void The_pipelines_of_a_page_are_planned_without_an_error(string path)
    {
        var page = RepositoryFiles.Page(path);
        using var pipeline = new PagePipeline(page);
        Assert.Empty(pipeline.Compile());

        Assert.All(Pipelines(page), block => Assert.Empty(pipeline.Plan(block)));
    }

    [Fact]
    public void Every_xml_block_is_well_formed()
    {
        var blocks = RepositoryFiles.Pages.SelectMany(path => RepositoryFiles.Page(path).Blocks.Where(block => block.Language == "xml"));

        Assert.All(blocks, block => XElement.Parse($"<Page>{block.Text}</Page>"));
    }

    [Fact]
    public void Every_yaml_block_is_well_formed()
    {
        var blocks = RepositoryFiles.Pages.SelectMany(path => RepositoryFiles.Page(path).Blocks.Where(block => block.Language == "yaml")).ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => new YamlStream().Load(new StringReader(block.Text)));
    }

    private static IEnumerable<CodeBlock> Pipelines(MarkdownPage page) => page.Blocks.Where(block =>
        block.Language == "xml" && !block.IsFragment && block.Text.Contains("<TangoStep", StringComparison.Ordinal));

    // What only MSBuild can evaluate, or has several projects, is built for real (GuideProjectTests).
    private static bool NeedsMSBuild(MarkdownPage page) => Pipelines(page).Any(block =>
        block.Text.Contains("@(", StringComparison.Ordinal) || block.Text.Contains("<ProjectReference", StringComparison.Ordinal));
}
