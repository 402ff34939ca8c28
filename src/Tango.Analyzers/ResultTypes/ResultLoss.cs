using Microsoft.CodeAnalysis;
using Tango.Analyzers.StepTypes;
using Tango.Steps;

namespace Tango.Analyzers.ResultTypes;

/// <summary>What the format of a step would lose of every value of its result type.</summary>
internal static class ResultLoss
{
    private static readonly string[] Compressions = [".none", ".gz", ".br", ".zst"];

    /// <summary>The loss, and a solution; null if none is known.</summary>
    /// <param name="format">The step's own format; null: the type's default.</param>
    public static string? Find(ITypeSymbol result, string? format, Compilation compilation) => NameOf(format) switch
    {
        null => DefaultLoss(result, compilation),
        "json" => new JsonLoss(compilation).Find(result),
        "jsonl" => LossOfLines(result, compilation),
        "text" => MayBe(result, "System.String", "System.IComparable", "System.ICloneable", "System.Collections.IEnumerable", "System.Collections.Generic.IEnumerable`1")
            ? null : StepTypeProblems.OtherFormat("text", StepTypeProblems.TextResults, TypeText.Of(result)),
        "bytes" => MayBeBytes(result) ? null : StepTypeProblems.OtherFormat("bytes", StepTypeProblems.BytesResults, TypeText.Of(result)),
        "file" => MayBe(result, "Tango.OutputFile") ? null : StepTypeProblems.OtherFormat("file", "OutputFile", TypeText.Of(result)),
        "directory" => MayBe(result, "Tango.OutputDirectory") ? null : StepTypeProblems.OtherFormat("directory", "OutputDirectory", TypeText.Of(result)),
        _ => null,
    };

    private static string? DefaultLoss(ITypeSymbol result, Compilation compilation) => TypeText.MetadataName(result) switch
    {
        "System.String" or "Tango.OutputFile" or "Tango.OutputDirectory" => null,
        "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1" => LossOfLines(result, compilation),
        _ when IsBytes(result) => null,
        _ => new JsonLoss(compilation).Find(result),
    };

    // Unknown to the analyzer what a sequence of another type is; a build says it.
    private static string? LossOfLines(ITypeSymbol result, Compilation compilation) => result switch
    {
        IArrayTypeSymbol { Rank: 1 } array => new JsonLoss(compilation).Find(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var item] } sequence when JsonTypes.IsSequence(TypeText.MetadataName(sequence)) => new JsonLoss(compilation).Find(item),
        _ => Tango.Formats.Json.LossText.NoSequence(TypeText.Of(result)),
    };

    private static string? NameOf(string? format)
    {
        var compression = Array.Find(Compressions, suffix => format?.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) == true);
        return compression is null ? format : format!.Substring(0, format.Length - compression.Length);
    }

    private static bool MayBeBytes(ITypeSymbol result) =>
        IsBytes(result) || result.TypeKind == TypeKind.Interface || MayBe(result);

    private static bool IsBytes(ITypeSymbol result) => result switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => true,
        INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } memory => TypeText.MetadataName(memory) is "System.Memory`1" or "System.ReadOnlyMemory`1",
        _ => false,
    };

    // A value that is declared as a base or an interface may have the type that the format needs.
    private static bool MayBe(ITypeSymbol result, params string[] names) =>
        TypeText.MetadataName(result) is var name && (name is "System.Object" or "System.Array" or "System.ValueType" || names.Contains(name) || result.TypeKind == TypeKind.Interface);
}
