using System.Reflection;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>Finds the steps, and possible steps with errors, in an assembly.</summary>
internal sealed class StepDiscovery(TypeHierarchy hierarchy)
{
    /// <summary>The candidates of one assembly in ordinal order of their names, whatever order the compiler used.</summary>
    internal IEnumerable<StepCandidate> Find(AssemblyImage file)
    {
        var attributes = AttributesIn(file);
        return Classes(file, attributes).Concat(Functions(file, attributes)).OrderBy(candidate => candidate.FullName, StringComparer.Ordinal);
    }

    /// <summary>The step's base class, <c>Step</c> or <c>Step&lt;T&gt;</c> with its type argument; null for other types.</summary>
    internal TypeSignature? StepBaseOf(DefinedType type) => hierarchy.UserBaseOf(type, KnownNames.StepWithResult, KnownNames.Step);

    private IEnumerable<StepCandidate> Classes(AssemblyImage file, Dictionary<EntityHandle, CustomAttribute> attributes)
    {
        foreach (var handle in file.Reader.TypeDefinitions)
        {
            var type = file.Defined(handle);
            if (attributes.TryGetValue(handle, out var attribute))
                yield return new StepCandidate(type, null, attribute);
            else if (IsUsableClass(type) && StepBaseOf(type) is not null)
                yield return new StepCandidate(type, null, null);
        }
    }

    private static IEnumerable<StepCandidate> Functions(AssemblyImage file, Dictionary<EntityHandle, CustomAttribute> attributes)
    {
        foreach (var (handle, attribute) in attributes)
        {
            if (handle.Kind == HandleKind.MethodDefinition)
            {
                var method = (MethodDefinitionHandle)handle;
                var type = file.Defined(file.Reader.GetMethodDefinition(method).GetDeclaringType());
                yield return new StepCandidate(type, method, attribute);
            }
        }
    }

    // Without [Step], bases and internal helpers that derive from Step are no errors.
    private static bool IsUsableClass(DefinedType type) =>
        (type.Definition.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0 && type.IsVisible && !type.IsGeneric;

    private static Dictionary<EntityHandle, CustomAttribute> AttributesIn(AssemblyImage file)
    {
        var found = new Dictionary<EntityHandle, CustomAttribute>();
        var constructors = new Dictionary<EntityHandle, bool>();
        foreach (var handle in file.Reader.CustomAttributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            if (!constructors.TryGetValue(attribute.Constructor, out var isStep))
            {
                isStep = file.IsAttribute(attribute, KnownNames.Namespace, KnownNames.Attribute);
                constructors.Add(attribute.Constructor, isStep);
            }

            if (isStep)
                found.TryAdd(attribute.Parent, attribute);
        }

        return found;
    }
}
