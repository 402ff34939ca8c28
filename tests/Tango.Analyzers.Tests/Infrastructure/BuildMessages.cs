using Microsoft.CodeAnalysis;
using Tango.Build.TestKit;
using Tango.Steps;

namespace Tango.Analyzers.Tests.Infrastructure;

/// <summary>What a build says of the step types of a compilation.</summary>
internal static class BuildMessages
{
    /// <summary>Codes and messages, in ordinal order.</summary>
    public static IReadOnlyList<string> Of(Compilation compilation)
    {
        using var directory = TestDirectory.Create();
        var path = Path.Combine(directory.Path, "Steps.dll");
        Assert.Empty(compilation.Emit(path).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var assemblies = new StepAssemblies(path) { References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)] };
        return [.. StepTypeReader.Read(assemblies).Diagnostics.Select(diagnostic => $"{diagnostic.Code}: {diagnostic.Message}").Order(StringComparer.Ordinal)];
    }

    /// <summary>What the format json would lose of each step's result.</summary>
    public static IReadOnlyDictionary<string, string?> JsonLosses(Compilation compilation)
    {
        using var directory = TestDirectory.Create();
        var path = Path.Combine(directory.Path, "Steps.dll");
        Assert.Empty(compilation.Emit(path).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var assemblies = new StepAssemblies(path) { References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)] };
        return StepTypeReader.Read(assemblies).Types.ToDictionary(type => type.FullName, type => type.Result?.JsonLoss);
    }
}
