using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tango.Analyzers.Tests.Infrastructure;

/// <summary>A source in which <c>{|CODE:…|}</c> marks what an analyzer is expected to report.</summary>
internal sealed partial class Source
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Tango;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);
    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private Source(string text, IReadOnlyList<string> expected)
    {
        Text = text;
        Expected = expected;
    }

    /// <summary>The text without its marks.</summary>
    public string Text { get; }

    /// <summary>What is expected, as <c>CODE: text</c>, in the order of the text.</summary>
    public IReadOnlyList<string> Expected { get; }

    public static Source Parse(string marked)
    {
        var expected = Mark().Matches(marked).Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}").ToList();
        return new(Mark().Replace(marked, "$2"), expected);
    }

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Steps",
        [CSharpSyntaxTree.ParseText(Usings, Options, "Usings.cs"), CSharpSyntaxTree.ParseText(Text, Options, "Steps.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    [GeneratedRegex(@"\{\|(TANGO\d{4}):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
