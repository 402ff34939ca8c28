using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tango.Engine;

namespace Tango.Core.Tests.Architecture;

/// <summary>The sources of Tango.Core, bound by the compiler: who uses what.</summary>
internal sealed record CoreSources(ImmutableArray<SyntaxTree> Trees, ImmutableArray<CoreSources.Use> Uses)
{
    private const string GlobalUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>A type, or a member of one, that a file uses.</summary>
    /// <param name="File">The file's path below the project.</param>
    /// <param name="Name">The type's name; of a member, with its own.</param>
    /// <param name="Used">The paths of the files that declare it: more than one for a partial type.</param>
    internal sealed record Use(string File, string Name, ImmutableArray<string> Used);

    /// <summary>All files, as paths below the project.</summary>
    public IEnumerable<string> Files => Trees.Select(tree => tree.FilePath);

    /// <summary>The folder of the project, as a full path.</summary>
    public static string Root { get; } = Built("CoreSources");

    /// <summary>Where the tests of Tango.Core stand, as a full path.</summary>
    public static string TestsDirectory { get; } = Built("CoreTests");

    public static CoreSources Read()
    {
        var root = Root;
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
        return new CoreSources(trees, [.. trees.SelectMany(tree => UsesIn(tree, compilation.GetSemanticModel(tree))).DistinctBy(use => (use.File, use.Name))]);
    }

    private static string Built(string key) =>
        typeof(CoreSources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static IEnumerable<Use> UsesIn(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let symbol = model.GetSymbolInfo(name).Symbol
        where symbol is INamedTypeSymbol || symbol?.ContainingType is not null
        let files = DeclaringFiles(symbol.OriginalDefinition)
        where files.Length > 0 && !files.Contains(tree.FilePath)
        select new Use(tree.FilePath, symbol is INamedTypeSymbol ? symbol.Name : $"{symbol.ContainingType.Name}.{symbol.Name}", files);

    // What is not written, like the constructor that a class has without one, is declared where its type is.
    private static ImmutableArray<string> DeclaringFiles(ISymbol symbol) => symbol.DeclaringSyntaxReferences is { IsEmpty: false } declarations
        ? [.. declarations.Select(declaration => declaration.SyntaxTree.FilePath)]
        : symbol.ContainingType is { } type ? DeclaringFiles(type.OriginalDefinition) : [];
}
