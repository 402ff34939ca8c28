using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The names of the user's types in fingerprints: without the assembly's name, which may change, unless two project assemblies have a type of the same name.</summary>
internal sealed class CanonicalNames(AssemblySet assemblies)
{
    private readonly Dictionary<DefinedType, string?> _names = [];

    /// <summary>The name; null for a type that the compiler generated and that is written as part of the code that uses it.</summary>
    internal string? Get(DefinedType type)
    {
        if (!_names.TryGetValue(type, out var name))
        {
            name = GeneratedNames.IsGenerated(type) ? null : $"[{(IsElsewhere(type) ? type.Assembly.Name : "")}]{WithoutOrdinal(type)}";
            _names.Add(type, name);
        }

        return name;
    }

    /// <summary>The full name; for a generated type its content replaces its ordinal.</summary>
    internal static string WithoutOrdinal(DefinedType type)
    {
        var name = type.FullName;
        if (GeneratedNames.IsAnonymousType(name))
            return $"anonymous type {{{GeneratedNames.PropertiesOf(type)}}}";

        if (GeneratedNames.IsAnonymousDelegate(name))
            return $"anonymous delegate {InvokeOf(type)}";

        if (type.Definition.GetDeclaringType().IsNil && GeneratedNames.FileLocalName(type.Assembly.Reader.GetString(type.Definition.Name)) is { } local)
        {
            var file = name[..name.IndexOf(">F", StringComparison.Ordinal)];
            return $"{file}>{local}";
        }

        // F# names the class of a file's own values after the assembly.
        if (name.StartsWith("<StartupCode$", StringComparison.Ordinal))
            return string.Concat("<StartupCode$", name.AsSpan(name.IndexOf('>', StringComparison.Ordinal)));

        // Older compilers append the module's id.
        return name.StartsWith("<PrivateImplementationDetails>{", StringComparison.Ordinal)
            ? string.Concat("<PrivateImplementationDetails>", name.AsSpan(name.IndexOf('}', StringComparison.Ordinal) + 1))
            : name;
    }

    // Types that compilers add, and substitutes for types of a newer framework, are the same in every assembly.
    private bool IsElsewhere(DefinedType type) =>
        !type.FullName.StartsWith('<')
        && !type.FullName.StartsWith("VB$", StringComparison.Ordinal)
        && !type.FullName.StartsWith("System.", StringComparison.Ordinal)
        && !type.FullName.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        && assemblies.Projects.Any(other => other != type.Assembly && other.Find(type.FullName) is not null);

    private static string InvokeOf(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            if (reader.StringComparer.Equals(method.Name, "Invoke"))
            {
                var signature = type.Assembly.SignatureOf(method);
                return $"({string.Join(",", signature.ParameterTypes.Select(parameter => parameter.ToTypeName()))}){signature.ReturnType.ToTypeName()}";
            }
        }

        return "";
    }
}
