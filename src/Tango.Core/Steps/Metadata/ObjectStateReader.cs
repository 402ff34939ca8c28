using System.Reflection;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>The state of objects that is visible in metadata.</summary>
internal sealed class ObjectStateReader(AssemblySet assemblies, TypeHierarchy hierarchy)
{
    // Includes packages of the framework, whose types System.Text.Json supports.
    internal bool IsOfFramework(string assembly) =>
        assembly.Length == 0
        || AssemblySet.IsTangoCore(assembly)
        || (!assemblies.IsProject(assembly) && (assemblies.IsFramework(assembly) || assembly.StartsWith("System.", StringComparison.Ordinal)));

    // The private fields in reference assemblies are missing or differ from those at run time.
    internal bool IsShown(AssemblyImage assembly) =>
        !IsOfFramework(assembly.Name)
        && !assembly.HasAttribute(assembly.Reader.GetAssemblyDefinition().GetCustomAttributes(), "System.Runtime.CompilerServices", "ReferenceAssemblyAttribute");

    internal IEnumerable<(string Name, FieldDefinition Field, TypeSignature Type)> FieldsOf(TypeSignature level)
    {
        var holder = hierarchy.Resolve(level)!;
        var file = holder.Assembly;
        foreach (var field in holder.Definition.GetFields().Select(file.Reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.Static) == 0)
                yield return (file.Reader.GetString(field.Name), field, field.DecodeSignature(file.Signatures, null).Substitute(level.TypeArguments));
        }
    }
}
