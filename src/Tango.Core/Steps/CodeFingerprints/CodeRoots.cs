using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Where a step's code begins.</summary>
/// <param name="Holder">The step class; for a function the class around it.</param>
/// <param name="Method">What is run.</param>
/// <param name="StepBase">The base that says what the result is; null for a function.</param>
internal sealed record CodeRoots(DefinedType Holder, RunMethod Method, TypeSignature? StepBase)
{
    /// <summary>The types of the arguments and of the result, which come from files and go to files.</summary>
    internal IEnumerable<TypeSignature> Values
    {
        get
        {
            var signature = Method.Signature;
            foreach (var type in signature.ParameterTypes)
            {
                yield return type.Substitute(Method.TypeArguments);
            }

            yield return signature.ReturnType.Substitute(Method.TypeArguments);
            foreach (var argument in StepBase?.TypeArguments ?? [])
            {
                yield return argument;
            }
        }
    }
}
