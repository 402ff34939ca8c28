using System.Collections.Immutable;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Recognizes queries by reflection: from a delegate to its target, from a type to its declaring type, from a member to its attributes.</summary>
internal static class MemberQueries
{
    /// <summary>Reaches the nodes that count because of a call of the framework.</summary>
    /// <param name="file">The assembly of the call.</param>
    internal static void Reach(CodeWriter writer, AssemblyImage file, MemberReference method, ImmutableArray<TypeSignature> arguments)
    {
        switch (file.Reader.GetString(method.Name))
        {
            case "get_Target" or "get_Method" or "GetMethodInfo" or "get_DeclaringType" or "get_ReflectedType" when IsOfMembers(file.SignatureOf(method.Parent)):
                writer.ReachQuery(CodeNodeKind.TargetQuery);
                break;
            case "GetCustomAttributes" or "GetCustomAttributesData" or "get_CustomAttributes" when NamesNoAttribute(file, method, arguments):
                writer.ReachQuery(CodeNodeKind.ToolAttributeQuery);
                break;
            case "GetAttributes" when file.SignatureOf(method.Parent).IsNamed("System.ComponentModel.TypeDescriptor"):
                writer.ReachQuery(CodeNodeKind.ToolAttributeQuery);
                break;
        }
    }

    private static bool IsOfMembers(TypeSignature type) => type.Definition?.FullName is { } name
        && (name is "System.Delegate" or "System.MulticastDelegate" or "System.Type"
            || name.StartsWith("System.Reflection.", StringComparison.Ordinal)
            || name.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal));

    // A method that names the type of attribute is handled where it does.
    private static bool NamesNoAttribute(AssemblyImage file, MemberReference method, ImmutableArray<TypeSignature> arguments) => arguments.IsEmpty
        ? !method.DecodeMethodSignature(file.Signatures, null).ParameterTypes.Any(type => type.IsNamed("System.Type"))
        : arguments.Any(argument => argument.IsNamed("System.Attribute"));
}
