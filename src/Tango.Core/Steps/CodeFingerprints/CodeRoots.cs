using System.Collections.Immutable;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Where a step's code begins.</summary>
/// <param name="Holder">The step class; for a function the class around it.</param>
/// <param name="Methods">The methods that are called from outside: the step's method and its class's constructor.</param>
/// <param name="Values">The types of the arguments and of the result, which come from files and go to files.</param>
/// <param name="IsFunction">Whether nobody makes an object of the holder.</param>
internal sealed record CodeRoots(DefinedType Holder, ImmutableArray<CodeNode> Methods, ImmutableArray<TypeSignature> Values, bool IsFunction)
{
    internal static CodeRoots Of(DefinedType holder, RunMethod method, TypeSignature? stepBase)
    {
        var signature = method.Signature;
        var values = signature.ParameterTypes.Add(signature.ReturnType)
            .Select(type => type.Substitute(method.TypeArguments))
            .Concat(stepBase?.TypeArguments ?? []);
        var run = CodeNode.Of(method.File, method.Handle);
        return method.IsStatic
            ? new CodeRoots(holder, [run], [.. values], IsFunction: true)
            : new CodeRoots(holder, [run, .. Constructors(holder)], [.. values], IsFunction: false);
    }

    private static IEnumerable<CodeNode> Constructors(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        return type.Definition.GetMethods()
            .Where(handle => reader.StringComparer.Equals(reader.GetMethodDefinition(handle).Name, ".ctor")
                && type.Assembly.SignatureOf(reader.GetMethodDefinition(handle)).ParameterTypes.IsEmpty)
            .Select(handle => CodeNode.Of(type.Assembly, handle));
    }
}
