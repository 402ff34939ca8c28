using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Graph;

/// <summary>Reads declarations from JSON: one object per step, with its settings and arguments as members.</summary>
internal static class JsonDeclarations
{
    private const string Steps = "steps";

    private static readonly JsonDocumentOptions Lenient = ArgumentJson.DocumentOptions with { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a step's declaration.</summary>
    /// <exception cref="TangoException">The value is nested too deeply.</exception>
    public static StepDeclaration Parse(string name, JsonObject json) => new(name, [.. json.Select(member => ValueOf(name, member.Key, member.Value))]);

    /// <summary>Reads the declarations of a file: an object with a member for each step, or with a member <c>steps</c> that is such an object.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">It is not such an object.</exception>
    public static IReadOnlyList<StepDeclaration> Read(string path)
    {
        if (SpecialFile.NameOf(FileStatus.Read(path).Kind) is { } kind)
            throw new TangoException(Invalid(path, $"it is {kind}"));

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path), Lenient);
            root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new TangoException(Invalid(path, $"it is not JSON: {exception.Message.TrimEnd('.')}"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TangoException(Invalid(path, $"it cannot be read: {exception.Message.TrimEnd('.')}"), exception);
        }

        if (root.ValueKind != JsonValueKind.Object)
            throw new TangoException(Invalid(path, "it is not a JSON object"));

        var steps = root.TryGetProperty(Steps, out var inner) && inner.ValueKind == JsonValueKind.Object && !IsStep(inner) ? inner : root;
        var wrong = steps.EnumerateObject().FirstOrDefault(member => member.Value.ValueKind != JsonValueKind.Object);
        return wrong.Value.ValueKind != JsonValueKind.Undefined
            ? throw new TangoException(Invalid(path, $"'{wrong.Name}' is not a JSON object, so it does not declare a step"))
            : [.. steps.EnumerateObject().Select(member => Parse(member.Name, member.Value, path))];
    }

    private static DeclaredValue.Json ValueOf(string step, string name, JsonNode? value) =>
        ArgumentJson.ToElement(value) is { } element
            ? new(name, element)
            : throw new TangoException(Descriptors.ValueDoesNotConvert.Create(new DiagnosticSubject(step: step, argument: name), name, "{…}", "JSON", ArgumentJson.TooDeep));

    private static StepDeclaration Parse(string name, JsonElement json, string? file) =>
        new(name, [.. json.EnumerateObject().Select(member => new DeclaredValue.Json(member.Name, member.Value))], file);

    private static bool IsStep(JsonElement json) => json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;

    private static Diagnostic Invalid(string path, string why) => Descriptors.InvalidGraphFile.Create(new DiagnosticSubject(path), path, why);
}
