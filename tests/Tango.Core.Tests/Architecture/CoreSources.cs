using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Core.Tests.Architecture;

/// <summary>The sources of Tango.Core, bound by the compiler: who uses what.</summary>
internal sealed record CoreSources(ImmutableArray<SyntaxTree> Trees, ImmutableArray<CoreSources.Use> Uses)
{
    private const string GlobalUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>A type that a file uses.</summary>
    /// <param name="File">The file's path below the project.</param>
    /// <param name="Type">The type.</param>
    /// <param name="Used">The path of the file that declares it.</param>
    internal sealed record Use(string File, string Type, string Used);

    /// <summary>All files, as paths below the project.</summary>
    public IEnumerable<string> Files => Trees.Select(tree => tree.FilePath);

    public static CoreSources Read()
    {
        var root = typeof(CoreSources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CoreSources").Value!;
        ImmutableArray<SyntaxTree> trees =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(path => (Full: path, Relative: Path.GetRelativePath(root, path).Replace('\\', '/')))
                .Where(file => !file.Relative.StartsWith("obj/", StringComparison.Ordinal) && !file.Relative.StartsWith("bin/", StringComparison.Ordinal))
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Full), path: file.Relative)),
        ];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path != typeof(TangoEngine).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Tango.Core", [.. trees, CSharpSyntaxTree.ParseText(GlobalUsings)], references);
        return new CoreSources(trees, [.. trees.SelectMany(tree => UsesIn(tree, compilation.GetSemanticModel(tree))).Distinct()]);
    }

    private static IEnumerable<Use> UsesIn(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let symbol = model.GetSymbolInfo(name).Symbol
        let type = symbol as INamedTypeSymbol ?? symbol?.ContainingType
        where type is not null
        from declaration in type.OriginalDefinition.DeclaringSyntaxReferences
        where declaration.SyntaxTree.FilePath != tree.FilePath
        select new Use(tree.FilePath, type.Name, declaration.SyntaxTree.FilePath);
}
