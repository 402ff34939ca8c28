using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The names by which fingerprints know the user's types.</summary>
internal sealed class CanonicalNames
{
    private readonly Dictionary<DefinedType, string?> _names = [];

    /// <summary>The name; null for a type that the compiler made and that only its owner's code can stand for.</summary>
    internal string? Of(DefinedType type)
    {
        if (!_names.TryGetValue(type, out var name))
        {
            name = GeneratedNames.IsGenerated(type) ? null : $"[{type.Assembly.Name}]{WithoutOrdinal(type)}";
            _names.Add(type, name);
        }

        return name;
    }

    /// <summary>The full name, with what tells a type of the compiler's apart in place of its ordinal.</summary>
    internal static string WithoutOrdinal(DefinedType type)
    {
        var name = type.FullName;
        if (GeneratedNames.IsAnonymousType(name))
        {
            return $"anonymous type {{{GeneratedNames.PropertiesOf(type)}}}";
        }

        if (GeneratedNames.IsAnonymousDelegate(name))
        {
            return $"anonymous delegate {InvokeOf(type)}";
        }

        if (type.Definition.GetDeclaringType().IsNil && GeneratedNames.FileLocalName(type.Assembly.Reader.GetString(type.Definition.Name)) is { } local)
        {
            var file = name[..name.IndexOf(">F", StringComparison.Ordinal)];
            return $"{file}>{local}";
        }

        // Older compilers put the module's id behind it.
        return name.StartsWith("<PrivateImplementationDetails>{", StringComparison.Ordinal)
            ? string.Concat("<PrivateImplementationDetails>", name.AsSpan(name.IndexOf('}', StringComparison.Ordinal) + 1))
            : name;
    }

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
