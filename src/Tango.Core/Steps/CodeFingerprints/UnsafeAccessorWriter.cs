using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes the target of a method marked <c>[UnsafeAccessor]</c>: a member of another type, by name. The runtime provides its body.</summary>
internal static class UnsafeAccessorWriter
{
    private const string Space = "System.Runtime.CompilerServices";
    private const int Constructor = 0;

    internal static void Write(CodeWriter writer, AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress != 0 || file.FindAttribute(method.GetCustomAttributes(), Space, "UnsafeAccessorAttribute") is not { } accessor)
            return;

        var value = file.Decode(accessor);
        var kind = value.FixedArguments[0].Value as int? ?? Constructor;
        var name = kind == Constructor ? ".ctor" : value.NamedArguments.FirstOrDefault().Value as string ?? file.Reader.GetString(method.Name);
        writer.Text.Write("accessor");
        writer.Text.Write(kind);
        writer.Text.Write(name);
        var target = TargetOf(file, method, kind);
        writer.WriteType(target, CodeNodeKind.Constructed);
        if (writer.Project(target) is { } own)
            ReachNamed(writer, own, name);
    }

    // The target's type is that of the first parameter, for a constructor that of the result; an attribute there names a type that C# cannot name.
    private static TypeSignature TargetOf(AssemblyImage file, MethodDefinition method, int kind)
    {
        var signature = file.SignatureOf(method);
        var place = kind == Constructor ? 0 : 1;
        foreach (var parameter in method.GetParameters().Select(file.Reader.GetParameter))
        {
            if (parameter.SequenceNumber == place
                && file.FindAttribute(parameter.GetCustomAttributes(), Space, "UnsafeAccessorTypeAttribute") is { } named
                && file.Decode(named).FixedArguments[0].Value is string text
                && SerializedTypeName.Parse(text, file) is { } type)
            {
                return type;
            }
        }

        var declared = kind == Constructor || signature.ParameterTypes.IsEmpty ? signature.ReturnType : signature.ParameterTypes[0];
        return declared is TypeSignature.Wrapped reference ? reference.Element : declared;
    }

    private static void ReachNamed(CodeWriter writer, DefinedType type, string name)
    {
        var file = type.Assembly;
        foreach (var handle in type.Definition.GetMethods())
        {
            if (file.Reader.StringComparer.Equals(file.Reader.GetMethodDefinition(handle).Name, name))
                writer.Reach(file, handle);
        }
    }
}
