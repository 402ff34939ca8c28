using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>A <c>string</c> argument whose file is read, where an <c>InputFile</c> would count the content.</summary>
internal static class PathOfString
{
    public static Finding? Find(IOperation operation, StepRoot root)
    {
        if (operation is not IArgumentOperation { Value: IParameterReferenceOperation { Parameter: var parameter } reference } argument
            || parameter.Type.SpecialType != SpecialType.System_String
            || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, root.Method)
            || ReaderOf(argument) is not { } reader)
        {
            return null;
        }

        var wanted = reader.StartsWith("Directory.", StringComparison.Ordinal) ? "InputFiles" : "InputFile";
        return new(Rules.ReadsPathOfString, reference.Syntax.GetLocation(), parameter.Name, root.Label, reader, wanted);
    }

    private static string? ReaderOf(IArgumentOperation argument) => argument switch
    {
        { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { IsStatic: true } method } } when Reads(method) => $"{method.ContainingType.Name}.{method.Name}",
        { Parameter.Ordinal: 0, Parent: IObjectCreationOperation { Type: { } type, Constructor.Parameters: [{ Type.SpecialType: SpecialType.System_String }, ..] } }
            when TypeText.MetadataName(type) == "System.IO.StreamReader" => "new StreamReader",
        _ => null,
    };

    private static bool Reads(IMethodSymbol method) => TypeText.MetadataName(method.ContainingType) switch
    {
        "System.IO.File" => method.Name.StartsWith("Read", StringComparison.Ordinal) || method.Name is "OpenRead" or "OpenText",
        "System.IO.Directory" => method.Name.StartsWith("Get", StringComparison.Ordinal) ? method.Name is "GetFiles" or "GetFileSystemEntries"
            : method.Name is "EnumerateFiles" or "EnumerateFileSystemEntries",
        _ => false,
    };
}
