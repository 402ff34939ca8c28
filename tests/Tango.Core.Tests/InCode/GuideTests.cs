using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tango.Core.Tests.Steps.CodeFingerprints;

namespace Tango.Core.Tests.InCode;

[Trait("Speed", "Slow")]
public sealed partial class GuideTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Fact]
    public async Task The_guide_is_a_program_that_prints_what_the_guide_says()
    {
        using var directory = new TemporaryDirectory();
        var blocks = Blocks().Matches(File.ReadAllText(Guide())).Select(match => match.Groups[1].Value).ToList();
        var expected = blocks.SelectMany(block => Output().Matches(block)).Select(match => match.Groups[1].Value.TrimEnd());
        var program = Compile(blocks, directory.PathOf("Guide.dll"));

        var (output, errors) = await RunAsync(program);

        Assert.Equal(string.Join('\n', expected), output.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("", errors);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^// → (.*)$", RegexOptions.Multiline)]
    private static partial Regex Output();

    // Statements of all blocks in their order, then the types: what one file of C# wants.
    private static string Compile(List<string> blocks, string path)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        var units = blocks.Select(block => SyntaxFactory.ParseCompilationUnit(block, options: options)).ToList();
        var unit = SyntaxFactory.CompilationUnit()
            .AddUsings([.. units.SelectMany(part => part.Usings)])
            .AddMembers([.. units.SelectMany(part => part.Members).OrderBy(member => member is not GlobalStatementSyntax)]);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.Create(unit, options, encoding: System.Text.Encoding.UTF8), CSharpSyntaxTree.ParseText(Usings, options)],
            [.. CompiledProjects.ReferenceAssemblies.Append(CompiledProjects.TangoCore).Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return path;
    }

    private static async Task<(string Output, string Errors)> RunAsync(string program)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string Beside(string name) => Path.Combine(AppContext.BaseDirectory, "Tango.Core.Tests" + name);
        var start = new ProcessStartInfo(host, ["exec", "--depsfile", Beside(".deps.json"), "--runtimeconfig", Beside(".runtimeconfig.json"), program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };

        // The guide speaks no other language than its text.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, await errors);
    }

    private static string Guide()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tango.Build.sln")))
            folder = folder.Parent;

        return Path.Combine(folder.FullName, "docs", "guide", "in-code.md");
    }
}
