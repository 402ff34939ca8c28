using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata.Json;

/// <summary>The constructor with which System.Text.Json creates objects of a type.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Parameters">Its parameters; empty if it has none.</param>
internal sealed record JsonConstructor(bool Exists, ImmutableArray<(string Name, TypeSignature Type)> Parameters)
{
    private static readonly JsonConstructor Default = new(true, []);

    /// <summary>The one with the attribute, else the one without parameters, else the only public one.</summary>
    internal static JsonConstructor Find(DefinedType type, ImmutableArray<TypeSignature> typeArguments, bool isValueType)
    {
        var file = type.Assembly;
        var all = type.Definition.GetMethods().Select(file.Reader.GetMethodDefinition)
            .Where(method => file.Reader.StringComparer.Equals(method.Name, ".ctor")).ToList();
        var marked = all.Where(method => JsonAttributes.Has(file, method.GetCustomAttributes(), JsonAttributes.Constructor)).ToList();
        if (marked.Count > 0)
            return Read(file, marked[0], typeArguments);

        var open = all.Where(method => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public).ToList();
        if (isValueType || open.Exists(method => file.SignatureOf(method).ParameterTypes.IsEmpty))
            return Default;

        return open.Count == 1 ? Read(file, open[0], typeArguments) : new(false, []);
    }

    internal bool Accepts(string name, TypeSignature type) => Parameters.Any(parameter =>
        parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && TypeHierarchy.Same(parameter.Type, type));

    private static JsonConstructor Read(AssemblyImage file, MethodDefinition method, ImmutableArray<TypeSignature> typeArguments)
    {
        var types = file.SignatureOf(method).ParameterTypes;
        var parameters = ImmutableArray.CreateBuilder<(string, TypeSignature)>(types.Length);
        foreach (var parameter in method.GetParameters().Select(file.Reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0))
            parameters.Add((file.Reader.GetString(parameter.Name), types[parameter.SequenceNumber - 1].Substitute(typeArguments)));

        return new(true, parameters.ToImmutable());
    }
}
