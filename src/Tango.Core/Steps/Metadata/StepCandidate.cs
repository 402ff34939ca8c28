using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>A possible step: a class, or a method with <see cref="StepAttribute"/>.</summary>
/// <param name="Type">The class, or the declaring type of the method.</param>
/// <param name="Function">The method; null for a class.</param>
/// <param name="Attribute">Its <see cref="StepAttribute"/>, if it has one.</param>
internal sealed record StepCandidate(DefinedType Type, MethodDefinitionHandle? Function, CustomAttribute? Attribute)
{
    internal string MethodName => Type.Assembly.Reader.GetString(Type.Assembly.Reader.GetMethodDefinition(Function!.Value).Name);

    /// <summary>The name in C# syntax: nested types with a dot.</summary>
    internal string FullName => Type.FullName.Replace('+', '.') + (Function is null ? "" : "." + MethodName);

    internal string ShortName => Function is null ? Type.Assembly.Reader.GetString(Type.Definition.Name) : MethodName;
}
