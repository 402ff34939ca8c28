using Tango.Formats;
using Tango.Formats.Json;

namespace Tango.Steps.Metadata;

/// <summary>Types of the framework and of Tango.Core as loaded in this process, because their reference assemblies do not contain private state. No user assembly is loaded.</summary>
internal static class FrameworkTypes
{
    /// <summary>What JSON would lose of every value of a framework type; null if nothing, or if the type is not in this process.</summary>
    internal static string? LossOf(TypeSignature type) =>
        Load(type) is { } loaded && JsonFidelity.LossOf(loaded) is { } loss
            ? loss.Replace(ReadableName.Format(loaded), type.ToTypeName().ToString(), StringComparison.Ordinal)
            : null;

    private static Type? Load(TypeSignature type) => type switch
    {
        TypeSignature.Named name => Load(name),
        TypeSignature.Generic generic when Load(generic.Template) is { } template => Close(template, generic),
        TypeSignature.Array { Rank: 0 } array => (Load(array.Element) ?? typeof(Item)).MakeArrayType(),
        _ => null,
    };

    private static Type? Load(TypeSignature.Named name)
    {
        if (AssemblySet.IsTangoCore(name.Assembly))
            return typeof(FrameworkTypes).Assembly.GetType(name.FullName);

        try
        {
            return name.Assembly.Length == 0 ? Type.GetType(name.FullName)
                : IsOfFramework(name.Assembly) ? Type.GetType($"{name.FullName}, {name.Assembly}")
                : null;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            // Unknown here; the run finds it.
            return null;
        }
    }

    private static bool IsOfFramework(string assembly) =>
        assembly is "System" or "mscorlib" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static Type? Close(Type template, TypeSignature.Generic type)
    {
        try
        {
            return template.MakeGenericType([.. type.Arguments.Select(argument => Load(argument) ?? typeof(Item))]);
        }
        catch (ArgumentException)
        {
            // The substitute does not satisfy the constraints of the type parameter.
            return null;
        }
    }

    /// <summary>Substitute for the user's types: JSON loses nothing of it, and it can be a key.</summary>
    private enum Item
    {
        None,
    }
}
