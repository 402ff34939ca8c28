using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tango.Engine;

namespace Tango.Core.Tests.Architecture;

/// <summary>The shape of Tango.Core: which folder may know which, and what a file holds.</summary>
public sealed partial class LayerTests
{
    /// <summary>Ground first. The engine, the program itself, comes last and may use all.</summary>
    private static readonly string[] Layers =
        ["IO", "Diagnostics", "Formats", "Parameters", "Steps", "Graph", "Identity", "Caching", "Runs", "Planning", "Execution", "InCode", "Reports", "Engine"];

    // This test, and the step classes that tests of running share.
    private static readonly string[] TestsOnly = ["Architecture", "Execution/Steps"];

    private static readonly CoreSources Sources = CoreSources.Read();

    [Fact]
    public void A_folder_knows_only_the_folders_before_it()
    {
        var breaches = Sources.Uses
            .Where(use => use.Used.Min(LayerOf) > LayerOf(use.File))
            .Select(use => $"{use.File} uses {use.Name} of {use.Used[0]}")
            .Distinct();

        Assert.Empty(breaches);
    }

    [Fact]
    public void Every_folder_is_a_layer() =>
        Assert.Equal(Layers.Order(StringComparer.Ordinal), Sources.Files.Select(FolderOf).Distinct().Order(StringComparer.Ordinal));

    // A test that sees no use would see no breach either.
    [Fact]
    public void The_uses_of_every_layer_are_seen() =>
        Assert.Equal(Layers.Order(StringComparer.Ordinal), Sources.Uses.Select(use => FolderOf(use.File)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Tests_stand_in_folders_of_the_sources_they_test()
    {
        var folders = Sources.Files.Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(TestFolders().Except(TestsOnly), folder => !folders.Contains(folder));
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_called_like_it()
    {
        var misplaced = Sources.Trees
            .Select(tree => (File: Path.GetFileNameWithoutExtension(tree.FilePath), Types: PublicTypes(tree)))
            .Where(file => file.Types.Count > 1 || (file.Types.Count == 1 && file.Types[0] != file.File.Split('{')[0]))
            .Select(file => $"{file.File} holds {string.Join(", ", file.Types)}");

        Assert.Empty(misplaced);
    }

    [Fact]
    public void No_file_is_a_drawer_for_everything() =>
        Assert.DoesNotContain(Sources.Files, path => DrawerName().IsMatch(Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void Nothing_but_the_framework_and_the_compression_is_referred_to() =>
        Assert.All(
            typeof(TangoEngine).Assembly.GetReferencedAssemblies(),
            reference => Assert.Matches(@"^(System\..*|Microsoft\.Win32\..*|netstandard|ZstdSharp)$", reference.Name));

    private static int LayerOf(string path) => Array.IndexOf(Layers, FolderOf(path));

    private static IEnumerable<string> TestFolders() =>
        Directory.EnumerateFiles(CoreSources.TestsDirectory, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetDirectoryName(Path.GetRelativePath(CoreSources.TestsDirectory, path))!.Replace('\\', '/'))
            .Distinct()
            .Where(folder => !folder.StartsWith("obj/", StringComparison.Ordinal) && !folder.StartsWith("bin/", StringComparison.Ordinal));

    private static string FolderOf(string path) => path.Contains('/') ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    private static List<string> PublicTypes(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(node => node is not TypeDeclarationSyntax)
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type.Modifiers.Any(modifier => modifier.Text == "public"))
            .Select(type => type.Identifier.Text)];

    [GeneratedRegex("(Utils?|Helpers?|Common|Manager)$")]
    private static partial Regex DrawerName();
}
