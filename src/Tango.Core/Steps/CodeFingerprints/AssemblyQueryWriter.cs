using System.Collections.Immutable;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Writes what code can read from an assembly or module: its attributes or its version. It is unknown which assembly the code reads, so all project assemblies count; the type of
/// attribute is known if the call names it.
/// </summary>
internal static class AssemblyQueryWriter
{
    internal static void Write(CodeWriter writer, AssemblyImage file, EntityHandle handle)
    {
        ImmutableArray<TypeSignature> arguments = [];
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            var specification = file.Reader.GetMethodSpecification((MethodSpecificationHandle)handle);
            arguments = specification.DecodeSignature(file.Signatures, null);
            handle = specification.Method;
        }

        // Only the framework has such methods, and it is always a reference.
        if (handle.Kind != HandleKind.MemberReference || file.Reader.GetMemberReference((MemberReferenceHandle)handle) is not { Parent.Kind: HandleKind.TypeReference } method)
            return;

        MemberQueries.Reach(writer, file, method, arguments);
        switch (file.Reader.GetString(method.Name))
        {
            case "GetCustomAttribute" or "GetCustomAttributes" or "GetCustomAttributesData" or "get_CustomAttributes" or "IsDefined" when AsksAssembly(file, method):
                WriteAttributes(writer, arguments.IsEmpty ? null : arguments[0].Definition);
                break;
            case "GetName" or "get_FullName" when IsAssembly(file.SignatureOf(method.Parent)):
                WriteVersions(writer);
                break;
        }
    }

    private static bool AsksAssembly(AssemblyImage file, MemberReference method) =>
        IsAssembly(file.SignatureOf(method.Parent)) || method.DecodeMethodSignature(file.Signatures, null).ParameterTypes.Any(IsAssembly);

    private static bool IsAssembly(TypeSignature type) => type.Definition?.FullName
        is "System.Reflection.Assembly" or "System.Reflection.Module" or "System.Reflection.ICustomAttributeProvider";

    private static void WriteAttributes(CodeWriter writer, TypeSignature.Named? wanted)
    {
        foreach (var assembly in writer.Projects)
        {
            AttributeWriter.Write(writer, assembly, assembly.Reader.GetAssemblyDefinition().GetCustomAttributes(), AttributeAudience.Reflection, wanted);
            AttributeWriter.Write(writer, assembly, assembly.Reader.GetCustomAttributes(EntityHandle.ModuleDefinition), AttributeAudience.Reflection, wanted);
        }
    }

    private static void WriteVersions(CodeWriter writer)
    {
        foreach (var assembly in writer.Projects)
            writer.Text.Write(assembly.Version.ToString());
    }
}
