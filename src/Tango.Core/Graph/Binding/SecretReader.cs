using System.Text.Json;
using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Graph.Binding;

/// <summary>Reads the argument for a <c>[Secret]</c>: the name of an environment variable, never the secret itself, which would be in the logs of MSBuild.</summary>
internal static class SecretReader
{
    /// <summary>Reads the value; null if there is an error, which is reported without the value.</summary>
    public static ArgumentValue? Read(StepDraft draft, StepParameter parameter, DeclaredValue declared, List<Diagnostic> diagnostics)
    {
        if (parameter.Type.IsNullable && IsNull(declared))
            return ArgumentValue.Null.Instance;

        if (TextOf(declared) is { } text && SecretVariable.Parse(text) is { } variable)
        {
            // Without it there is no id; where it is no part of the id, only a step that runs needs it.
            if (parameter.SkipInId != SkipInIdRule.Always && SecretVariable.Read(variable) is null)
                diagnostics.Add(Descriptors.SecretNotSet.Create(draft.SubjectOf(declared.Name), variable, draft.Name));

            return new ArgumentValue.Secret(variable);
        }

        diagnostics.Add(Descriptors.SecretWritten.Create(draft.SubjectOf(declared.Name), declared.Name, draft.Name));
        return null;
    }

    private static bool IsNull(DeclaredValue declared) => declared is DeclaredValue.Json { Value.ValueKind: JsonValueKind.Null } or DeclaredValue.InMemory { Value: null };

    private static string? TextOf(DeclaredValue declared) => declared switch
    {
        DeclaredValue.Text text => text.Value,
        DeclaredValue.Json { Value.ValueKind: JsonValueKind.String } json => json.Value.GetString(),
        DeclaredValue.InMemory { Value: string text } => text,
        _ => null,
    };
}
