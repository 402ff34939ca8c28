using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The members where a step's code starts.</summary>
/// <param name="Holder">The step class; for a function its declaring type.</param>
/// <param name="StepBase">The base class with the type of the result; null for a function.</param>
internal sealed record CodeRoots(DefinedType Holder, RunMethod Method, TypeSignature? StepBase)
{
    /// <summary>The types of the arguments and of the result, which are serialized.</summary>
    internal IEnumerable<TypeSignature> Values
    {
        get
        {
            var signature = Method.Signature;
            foreach (var type in signature.ParameterTypes)
                yield return type.Substitute(Method.TypeArguments);

            foreach (var type in Result)
                yield return type;
        }
    }

    /// <summary>The type of the result: as the method returns it, and as the class declares it.</summary>
    internal IEnumerable<TypeSignature> Result => [Method.Signature.ReturnType.Substitute(Method.TypeArguments), .. StepBase?.TypeArguments ?? []];
}
