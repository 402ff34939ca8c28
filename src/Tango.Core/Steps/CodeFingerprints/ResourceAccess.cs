using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Recognizes code that may read embedded resources: it uses an assembly, a module or a resource manager, or calls code that may. If unknown, it may.</summary>
internal static class ResourceAccess
{
    // Parts of the framework that find the resources of the assembly of a type or an object.
    private static readonly string[] FrameworksWithResourceLookup = ["Microsoft.", "Presentation", "System.Drawing.Common", "System.Windows.", "WindowsBase"];

    /// <summary>Whether code that uses a type of the framework may.</summary>
    internal static bool IsGivenBy(TypeSignature.Named type) =>
        type.FullName is "System.Reflection.Assembly" or "System.Reflection.Module" or "System.ComponentModel.ComponentResourceManager"
        || type.FullName.StartsWith("System.Resources.", StringComparison.Ordinal)
        || Array.Exists(FrameworksWithResourceLookup, prefix => type.Assembly.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether code that calls a foreign assembly may.</summary>
    /// <param name="assembly">The assembly; null if it was not found.</param>
    internal static bool IsGivenBy(AssemblyImage? assembly)
    {
        // A reference assembly does not contain the code of its methods.
        if (assembly is null || assembly.HasAttribute(assembly.Reader.GetAssemblyDefinition().GetCustomAttributes(), "System.Runtime.CompilerServices", "ReferenceAssemblyAttribute"))
            return true;

        var reader = assembly.Reader;
        return reader.TypeReferences.Any(handle => reader.StringComparer.Equals(reader.GetTypeReference(handle).Namespace, "System.Resources")
                && reader.StringComparer.StartsWith(reader.GetTypeReference(handle).Name, "Resource"))
            || reader.MemberReferences.Any(handle => reader.StringComparer.StartsWith(reader.GetMemberReference(handle).Name, "GetManifestResource"));
    }
}
