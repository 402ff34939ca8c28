namespace Tango.Steps.Metadata;

/// <summary>The types of Tango.Core by which step types are recognized.</summary>
internal static class KnownNames
{
    internal const string Namespace = "Tango";
    internal const string Step = "Tango.Step";
    internal const string StepWithResult = "Tango.Step`1";
    internal const string Context = "Tango.StepContext";
    internal const string CancellationToken = "System.Threading.CancellationToken";
    internal const string Attribute = "StepAttribute";
    internal const string ParameterAttribute = "ParameterAttribute";
    internal const string SecretAttribute = "SecretAttribute";
    internal const string SkipInIdAttribute = "SkipInIdAttribute";
    internal const string CodeDependsOnAttribute = "CodeDependsOnAttribute";
    internal const string NormalizeArguments = "NormalizeArguments";
    internal const string VersionInIdAttribute = "VersionInIdAttribute";

    internal static bool IsSupplied(TypeSignature type) => type.IsNamed(CancellationToken) || type.IsNamed(Context);
}
