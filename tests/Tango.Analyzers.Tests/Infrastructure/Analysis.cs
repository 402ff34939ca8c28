using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Tests.Infrastructure;

/// <summary>Runs the analyzers over a source.</summary>
internal static class Analysis
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => [.. typeof(StepTypeAnalyzer).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>Checks that exactly what the source marks is reported, each at its place.</summary>
    public static async Task VerifyAsync(string marked)
    {
        var source = Source.Parse(marked);

        var found = await RunAsync(source.Compile());

        Assert.Equal(source.Expected, found.Select(diagnostic => $"{diagnostic.Id}: {TextOf(diagnostic, source)}"));
    }

    /// <summary>What the analyzers report, in the order of the text.</summary>
    /// <param name="isBuild">Whether the project uses the package Tango.Build.</param>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(Compilation compilation, bool isBuild = true)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var options = new AnalyzerOptions([], new BuildProperties(isBuild ? new Dictionary<string, string> { ["build_property._TangoBuildPlansSteps"] = "true" } : []));
        Exception? failure = null;
        var analysis = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            options, (exception, _, _) => failure = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var found = await analysis.GetAnalyzerDiagnosticsAsync();
        Assert.Null(failure);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static string TextOf(Diagnostic diagnostic, Source source) =>
        source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
