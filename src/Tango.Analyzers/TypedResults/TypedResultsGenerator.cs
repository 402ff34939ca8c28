using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.TypedResults;

/// <summary>
/// Gives a project with <c>TangoTypedResults</c> a class with a property for each exported result. What is exported stands in a file that the build writes for the compiler; the types stand in the
/// compilation, which has the step types before any step has run.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TypedResultsGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step in which everything but text was left behind, for tests.</summary>
    public const string Output = "TypedResults";

    /// <summary>What it reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NoTypedResult];

    private const string ListName = "typed-results.txt";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var list = context.AdditionalTextsProvider
            .Where(file => Path.GetFileName(file.Path) == ListName)
            .Select((file, cancellationToken) => file.GetText(cancellationToken)?.ToString() ?? "")
            .Collect();
        var project = context.AnalyzerConfigOptionsProvider.Select((options, _) => (Root: Of(options, "RootNamespace"), Directory: Of(options, "ProjectDir"), Output: Of(options, "OutDir")));
        // Text is equal as long as nothing has changed that matters here, unlike a compilation.
        var generated = context.CompilationProvider.Combine(list).Combine(project)
            .Select((input, cancellationToken) => input.Left.Right.IsEmpty ? default : Generate(input.Left.Left, input.Left.Right[0], input.Right, cancellationToken))
            .WithTrackingName(Output);
        context.RegisterSourceOutput(generated, Add);
    }

    private static string Of(AnalyzerConfigOptionsProvider options, string property) =>
        options.GlobalOptions.TryGetValue($"build_property.{property}", out var value) ? value : "";

    private static (string? Source, string Faults) Generate(Compilation compilation, string list, (string Root, string Directory, string Output) project, CancellationToken cancellationToken)
    {
        if (StepSymbols.Find(compilation) is not { } symbols)
            return default;

        var steps = new VisibleSteps(compilation, symbols, cancellationToken);
        var results = new Dictionary<string, TypedResult>(StringComparer.Ordinal);
        var faults = new StringBuilder();
        foreach (var declared in DeclaredResult.ReadAll(list))
        {
            var result = TypedResult.Of(declared, OutputPath.Of(project.Directory, project.Output, declared.ExportTo), steps, compilation);
            var name = MemberName.Of(declared.Step);
            var fault = result.Fault ?? (results.TryGetValue(name, out var other) ? $"its name in C#, {name}, is that of '{other.Step}' too: rename one of them" : null);
            if (fault is null)
                results.Add(name, result);
            else
                faults.Append($"{declared.Step}\t{fault}\n");
        }

        return (TypedResultsSource.Write(project.Root, results), faults.ToString());
    }

    private static void Add(SourceProductionContext context, (string? Source, string Faults) generated)
    {
        if (generated.Source is null)
            return;

        context.AddSource("TangoResults.g.cs", SourceText.From(generated.Source, Encoding.UTF8));
        foreach (var fault in generated.Faults.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')))
            context.ReportDiagnostic(Diagnostic.Create(Rules.NoTypedResult, Location.None, fault[0], fault[1]));
    }
}
