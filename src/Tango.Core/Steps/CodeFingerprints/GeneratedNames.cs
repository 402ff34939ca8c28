using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Recognizes generated types and methods whose names contain ordinals (<c>&lt;Run&gt;b__3_1</c>, <c>&lt;&gt;c__DisplayClass3_0</c>, <c>&lt;RunAsync&gt;d__3</c>): other code in
/// the same file changes these, so their names cannot identify them.
/// </summary>
internal static class GeneratedNames
{
    // Names in angle brackets without an ordinal, or that several methods share and that must therefore be stable.
    private static readonly string[] StableParts =
    [
        "<PrivateImplementationDetails>", "<Module>", "<>f__Anonymous", "<>y__InlineArray", "<>z__ReadOnly", "<>A{", "<>F{",
        "<Clone>$", "<Main>$", "<G>$", "<M>$", "<Extension>$", "<StartupCode$", "k__BackingField", "e__FixedBuffer",
    ];

    internal static bool IsGenerated(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        for (var handle = type.Handle; !handle.IsNil; handle = reader.GetTypeDefinition(handle).GetDeclaringType())
        {
            if (HasOrdinal(reader.GetString(reader.GetTypeDefinition(handle).Name)))
                return true;
        }

        return false;
    }

    internal static bool HasOrdinal(string name) => name[0] switch
    {
        '<' => FileLocalName(name) is null && !Array.Exists(StableParts, part => name.Contains(part, StringComparison.Ordinal)),
        'V' => name.StartsWith("VB$StateMachine", StringComparison.Ordinal),
        '_' => name.StartsWith("_Closure$__", StringComparison.Ordinal) || name.StartsWith("_Lambda$__", StringComparison.Ordinal),
        _ => IsNumberedByLine(name),
    };

    /// <summary>The declared name of a file-local type: the compiler prefixes the file's name and a hash of its path.</summary>
    internal static string? FileLocalName(string name)
    {
        const int HashLength = 64;
        var close = name.IndexOf(">F", StringComparison.Ordinal);
        var end = close + 2 + HashLength;
        return close > 0 && end + 2 < name.Length && name.AsSpan(end).StartsWith("__", StringComparison.Ordinal) ? name[(end + 2)..] : null;
    }

    /// <summary>The type that the compiler generates for <c>[a, b]</c> if the target type is a sequence.</summary>
    internal static bool IsCollection(string name) => name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    /// <summary>An anonymous type is identified by its properties, not by its ordinal.</summary>
    internal static bool IsAnonymousType(string name) =>
        name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) || name.StartsWith("VB$AnonymousType_", StringComparison.Ordinal);

    internal static bool IsAnonymousDelegate(string name) =>
        name.StartsWith("<>f__AnonymousDelegate", StringComparison.Ordinal) || name.StartsWith("VB$AnonymousDelegate_", StringComparison.Ordinal);

    internal static string PropertiesOf(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        return string.Join(",", type.Definition.GetProperties().Select(handle => reader.GetString(reader.GetPropertyDefinition(handle).Name)));
    }

    // F# names closures by their line: clo@12, clo@12-1.
    private static bool IsNumberedByLine(string name)
    {
        var at = name.LastIndexOf('@');
        return at > 0 && at + 1 < name.Length && char.IsAsciiDigit(name[at + 1]);
    }
}
