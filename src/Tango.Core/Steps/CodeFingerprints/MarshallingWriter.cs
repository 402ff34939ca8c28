using System.Reflection;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes the attributes and flags that control how values are passed to and from native code: the runtime uses them, and no instruction refers to them.</summary>
internal static class MarshallingWriter
{
    // ECMA-335, II.23.4.
    private const byte CustomMarshaler = 0x2C;

    private static readonly TypeSignature.Named[] OfMethods = Attributes("SuppressGCTransition", "UnmanagedCallConv", "UnmanagedCallersOnly", "DefaultDllImportSearchPaths");

    private static readonly TypeSignature.Named[] OfDelegates = Attributes("UnmanagedFunctionPointer");

    // Attributes of an assembly, or of the declaring type of a method.
    private static readonly TypeSignature.Named[] Inherited =
        [.. Attributes("DefaultDllImportSearchPaths", "BestFitMapping"), new("", "System.Runtime.CompilerServices.DisableRuntimeMarshallingAttribute", false)];

    /// <summary>Writes those of a method's parameters and result; for a native method, also those of the method, its type and its assembly.</summary>
    internal static void WriteMethod(CodeWriter writer, AssemblyImage file, MethodDefinition method)
    {
        var isNative = (method.Attributes & MethodAttributes.PinvokeImpl) != 0;
        foreach (var parameter in method.GetParameters().Select(file.Reader.GetParameter))
            WriteParameter(writer, file, parameter, isNative);

        WriteAttributes(writer, file, method.GetCustomAttributes(), OfMethods);
        if (isNative)
        {
            WriteInherited(writer, file, method.GetDeclaringType());
            ReachTypes(writer, file.SignatureOf(method));
        }
    }

    /// <summary>Writes those of a delegate that native code calls, or that calls native code.</summary>
    internal static void WriteDelegate(CodeWriter writer, DefinedType type)
    {
        if (type.Base?.IsNamed("System.MulticastDelegate") != true)
            return;

        var file = type.Assembly;
        WriteAttributes(writer, file, type.Definition.GetCustomAttributes(), OfDelegates);
        WriteInherited(writer, file, type.Handle);
        foreach (var method in type.Definition.GetMethods().Select(file.Reader.GetMethodDefinition))
        {
            if (file.Reader.StringComparer.Equals(method.Name, "Invoke"))
                WriteMethod(writer, file, method);
        }
    }

    /// <summary>Writes those of an assembly with a call through a pointer to native code.</summary>
    internal static void WriteCall(CodeWriter writer, AssemblyImage file, SignatureHeader header)
    {
        if (header.CallingConvention is not (SignatureCallingConvention.Default or SignatureCallingConvention.VarArgs))
            WriteAttributes(writer, file, file.Reader.GetAssemblyDefinition().GetCustomAttributes(), Inherited);
    }

    /// <summary>Writes how a parameter or field is marshalled; a custom marshaler counts completely.</summary>
    internal static void WriteDescriptor(CodeWriter writer, AssemblyImage file, BlobHandle descriptor)
    {
        var blob = file.Reader.GetBlobReader(descriptor);
        if (blob.Length == 0 || blob.ReadByte() != CustomMarshaler)
        {
            writer.Text.Write(file.Reader.GetBlobBytes(descriptor));
            return;
        }

        blob.ReadSerializedString();
        blob.ReadSerializedString();
        var name = blob.ReadSerializedString() ?? "";
        writer.Text.Write("marshaler");
        if (SerializedTypeName.Parse(name, file) is { } type)
            writer.WriteType(type, CodeNodeKind.Reflected);
        else
            writer.Text.Write(name);

        writer.Text.Write(blob.ReadSerializedString() ?? "");
    }

    private static void WriteParameter(CodeWriter writer, AssemblyImage file, Parameter parameter, bool isNative)
    {
        var isMarshalled = (parameter.Attributes & ParameterAttributes.HasFieldMarshal) != 0;
        if (!isMarshalled && !isNative)
            return;

        writer.Text.Write('n');
        writer.Text.Write(parameter.SequenceNumber);
        writer.Text.Write((int)(parameter.Attributes & (ParameterAttributes.In | ParameterAttributes.Out)));
        if (isMarshalled)
            WriteDescriptor(writer, file, parameter.GetMarshallingDescriptor());
    }

    private static void WriteInherited(CodeWriter writer, AssemblyImage file, TypeDefinitionHandle around)
    {
        WriteAttributes(writer, file, file.Reader.GetTypeDefinition(around).GetCustomAttributes(), Inherited);
        WriteAttributes(writer, file, file.Reader.GetAssemblyDefinition().GetCustomAttributes(), Inherited);
    }

    private static void WriteAttributes(CodeWriter writer, AssemblyImage file, CustomAttributeHandleCollection attributes, TypeSignature.Named[] wanted)
    {
        foreach (var name in attributes.Count == 0 ? [] : wanted)
            AttributeWriter.Write(writer, file, attributes, AttributeAudience.Reflection, name);
    }

    private static TypeSignature.Named[] Attributes(params string[] names) =>
        Array.ConvertAll(names, name => new TypeSignature.Named("", $"System.Runtime.InteropServices.{name}Attribute", false));

    // The runtime creates objects of these types and uses their layout.
    private static void ReachTypes(CodeWriter writer, MethodSignature<TypeSignature> signature)
    {
        writer.ReachTypes(signature.ReturnType, CodeNodeKind.Serialized);
        foreach (var parameter in signature.ParameterTypes)
            writer.ReachTypes(parameter, CodeNodeKind.Serialized);
    }
}
