using System.Reflection;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>The definition of a type. There is one object for each type of an assembly (<see cref="AssemblyImage.Defined"/>).</summary>
internal sealed class DefinedType(AssemblyImage assembly, TypeDefinitionHandle handle)
{
    internal AssemblyImage Assembly => assembly;

    internal TypeDefinitionHandle Handle => handle;

    internal TypeDefinition Definition => Assembly.Reader.GetTypeDefinition(Handle);

    internal string FullName => Assembly.NameOf(Handle);

    internal bool IsInterface => (Definition.Attributes & TypeAttributes.Interface) != 0;

    internal bool IsAbstract => (Definition.Attributes & TypeAttributes.Abstract) != 0;

    internal bool IsGeneric => Definition.GetGenericParameters().Count > 0;

    /// <summary>The base type as in this type's own assembly; null for interfaces and the root.</summary>
    internal TypeSignature? Base => Definition.BaseType.IsNil ? null : Assembly.SignatureOf(Definition.BaseType);

    internal IEnumerable<TypeSignature> Interfaces
    {
        get
        {
            foreach (var implementation in Definition.GetInterfaceImplementations())
                yield return Assembly.SignatureOf(Assembly.Reader.GetInterfaceImplementation(implementation).Interface);
        }
    }

    /// <summary>Whether the type is public, and nested only in public types.</summary>
    internal bool IsVisible
    {
        get
        {
            var definition = Definition;
            while (true)
            {
                switch (definition.Attributes & TypeAttributes.VisibilityMask)
                {
                    case TypeAttributes.Public:
                        return true;
                    case TypeAttributes.NestedPublic:
                        definition = Assembly.Reader.GetTypeDefinition(definition.GetDeclaringType());
                        break;
                    default:
                        return false;
                }
            }
        }
    }
}
