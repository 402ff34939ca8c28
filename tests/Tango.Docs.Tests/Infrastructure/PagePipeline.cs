using System.Collections.Immutable;
using System.Xml.Linq;
using Tango.Diagnostics;
using Tango.Docs.Tests.Markdown;
using Tango.Engine;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Docs.Tests.Infrastructure;

/// <summary>
/// Plans a pipeline that a page shows, with the step classes that it shows: in this process, by the engine itself. The page's project seems to lie
/// in <see cref="Folder"/>; files that the page shows or names as existing are there.
/// </summary>
internal sealed class PagePipeline : IDisposable
{
    /// <summary>The folder of the project, as pages write it.</summary>
    public const string Folder = "/src/App";

    private readonly MarkdownPage _page;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tango-docs-");

    public PagePipeline(MarkdownPage page)
    {
        _page = page;
        foreach (var block in page.Blocks.Where(block => block.File is not null))
            Write(block.File!, block.Text);
    }

    private string Assembly => Path.Combine(_directory.FullName, "obj", "App.dll");

    /// <summary>Errors of the compiler, at their lines on the page.</summary>
    public IReadOnlyList<string> Compile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Assembly)!);
        return PageCompiler.Compile(_page, Assembly, Folder);
    }

    /// <summary>What planning the pipeline of a block says: nothing when there is nothing wrong.</summary>
    /// <param name="block">A project file, or items of one.</param>
    /// <param name="select">Steps to select; empty: all.</param>
    public IReadOnlyList<string> Plan(CodeBlock block, params ImmutableArray<string> select)
    {
        try
        {
            return [.. TangoEngine.PlanAsync(RequestOf(block, select)).GetAwaiter().GetResult().Warnings.Select(Say)];
        }
        catch (TangoException exception)
        {
            return [.. exception.Diagnostics.Select(Say)];
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private PipelineRequest RequestOf(CodeBlock block, ImmutableArray<string> select) => new()
    {
        ProjectFile = Path.Combine(_directory.FullName, "App.csproj"),
        ProjectDirectory = Path.GetDirectoryName(Path.Combine(_directory.FullName, block.File ?? "App.csproj"))!,
        StateDirectory = Path.Combine(_directory.FullName, "obj", "tango"),
        CacheDirectory = Path.Combine(_directory.FullName, ".tango", "cache"),
        Assemblies = new StepAssemblies(Assembly)
        {
            References = [.. PageCompiler.References],
            ProjectFolders = new Dictionary<string, string> { ["App"] = _directory.FullName },
        },
        Declarations = [.. ItemsOf(block).Select(Declaration)],
        Select = select,
    };

    private static IEnumerable<XElement> ItemsOf(CodeBlock block) =>
        XElement.Parse($"<Page>{block.Text}</Page>").Descendants("TangoStep");

    private StepDeclaration Declaration(XElement item)
    {
        var values = item.Attributes()
            .Where(attribute => attribute.Name != "Include")
            .Select(attribute => (Name: attribute.Name.LocalName, attribute.Value))
            .Concat(item.Elements().Select(element => (Name: element.Name.LocalName, element.Value)))
            .Select(DeclaredValue (value) => new DeclaredValue.Text(value.Name, value.Value, Split(value.Value)));
        return new StepDeclaration((string)item.Attribute("Include")!, [.. values], Path.Combine(_directory.FullName, "App.csproj"));
    }

    private static ImmutableArray<string> Split(string value) =>
        value.Contains(';') ? [.. value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : default;

    private string Say(Diagnostic diagnostic) => diagnostic.ToString()
        .Replace($"{_directory.FullName}/App.csproj: ", "App.csproj: ", StringComparison.Ordinal)
        .Replace(_directory.FullName, Folder, StringComparison.Ordinal);

    private void Write(string relativePath, string text)
    {
        var path = Path.Combine(_directory.FullName, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
