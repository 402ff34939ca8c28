using Tango.Diagnostics;
using Tango.Formats;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>Finds results that cannot be stored whatever their value, from their types alone.</summary>
internal static class ResultTypeCheck
{
    /// <summary>The error about storing a step's result in its format; null if types show none.</summary>
    /// <param name="node">A step whose result is cached.</param>
    public static Diagnostic? Find(StepNode node)
    {
        if (node.Type.Result is not { } result || LossOf(result, node.Type.FormatOf(node.Options.Format).Name) is not { } loss)
            return null;

        var argument = node.Options.Format is null || node.IsInline ? null : SettingNames.Format;
        var place = node.Type.Location is { } source ? $" The step is declared in {source}." : "";
        return Descriptors.ResultTypeNotStorable.Create(
            new DiagnosticSubject(node.File, node.Name, argument), node.Name, loss + StepTypeProblems.LeaveOut, place);
    }

    private static string? LossOf(ResultType result, string format) => format switch
    {
        BuiltInFormats.Json => result.JsonLoss,
        BuiltInFormats.JsonLines => result.JsonLinesLoss,
        BuiltInFormats.Text => MayBe(result, typeof(string)) ? null : OtherType(format, StepTypeProblems.TextResults, result),
        BuiltInFormats.Bytes => MayBeBytes(result) ? null : OtherType(format, StepTypeProblems.BytesResults, result),
        BuiltInFormats.File => MayBe(result, typeof(OutputFile)) ? null : OtherType(format, nameof(OutputFile), result),
        BuiltInFormats.Directory => MayBe(result, typeof(OutputDirectory)) ? null : OtherType(format, nameof(OutputDirectory), result),
        _ => null,
    };

    private static bool MayBeBytes(ResultType result) => result.Name switch
    {
        { FullName: "[]" or "System.Memory`1" or "System.ReadOnlyMemory`1", Arguments: [var item] } => item.FullName == "System.Byte",
        _ => MayBe(result, typeof(byte[])) || MayBe(result, typeof(Memory<byte>)),
    };

    // A value that is declared as a base or an interface may have the type that the format needs.
    private static bool MayBe(ResultType result, Type accepted) =>
        result.Name.FullName is "System.Object" or "System.Array" or "System.ValueType"
        || Matches(result.Name.FullName, accepted)
        || accepted.GetInterfaces().Any(other => Matches(result.Name.FullName, other));

    private static bool Matches(string name, Type type) =>
        name == (type.IsArray ? "[]" : type.IsGenericType ? type.GetGenericTypeDefinition().FullName : type.FullName);

    private static string OtherType(string format, string takes, ResultType result) =>
        StepTypeProblems.OtherFormat(format, takes, result.ToString());
}
