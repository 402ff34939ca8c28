using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Tango.Docs.Tests.Markdown;

namespace Tango.Docs.Tests.Infrastructure;

/// <summary>Compiles the C# of a page, all its blocks together, as a project with implicit usings and nullable annotations would.</summary>
internal static class PageCompiler
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Tango;
        """;

    private static readonly MetadataReference[] Framework = [.. AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!
        .ToString()!
        .Split(Path.PathSeparator)
        .Where(path => IsFrameworks(Path.GetFileName(path)) || path == TangoCore)
        .Select(path => MetadataReference.CreateFromFile(path))];

    private static string TangoCore => typeof(Step).Assembly.Location;

    /// <summary>The full paths of everything the code may refer to.</summary>
    public static IEnumerable<string> References => Framework.Select(reference => reference.Display!);

    /// <summary>Whether there is anything to compile.</summary>
    public static bool HasCode(MarkdownPage page) => Code(page).Any();

    /// <summary>Compiles a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="assembly">The full path to write the assembly to; its symbols are written beside it.</param>
    /// <param name="folder">The folder that the sources seem to lie in.</param>
    /// <returns>Every error, at its line on the page.</returns>
    public static IReadOnlyList<string> Compile(MarkdownPage page, string assembly, string folder)
    {
        var blocks = Code(page).ToList();
        var trees = blocks.Select((block, index) => Parse(block.Text, $"{folder}/{block.File ?? FileOf(index)}")).ToList();
        var kind = trees.Exists(HasStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(assembly),
            [.. trees, Parse(ImplicitUsings, $"{folder}/obj/GlobalUsings.cs")],
            Framework,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        var symbols = Path.ChangeExtension(assembly, ".pdb");
        var options = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: symbols);
        using var assemblyFile = File.Create(assembly);
        using var symbolsFile = File.Create(symbols);
        return [.. compilation.Emit(assemblyFile, symbolsFile, options: options).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{page.Path}({LineOf(diagnostic, trees, blocks)}): {diagnostic.Id}: {diagnostic.GetMessage(null)}")];
    }

    private static IEnumerable<CodeBlock> Code(MarkdownPage page) => page.Blocks.Where(block => block.Language == "csharp" && !block.IsFragment);

    private static string FileOf(int index) => index == 0 ? "Steps.cs" : $"Steps{index + 1}.cs";

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path, System.Text.Encoding.UTF8);

    private static bool HasStatements(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    private static int LineOf(Diagnostic diagnostic, List<SyntaxTree> trees, List<CodeBlock> blocks)
    {
        var block = trees.FindIndex(tree => tree == diagnostic.Location.SourceTree);
        return block < 0 ? 0 : blocks[block].Line + 1 + diagnostic.Location.GetLineSpan().StartLinePosition.Line;
    }

    private static bool IsFrameworks(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal) || file is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll";
}
