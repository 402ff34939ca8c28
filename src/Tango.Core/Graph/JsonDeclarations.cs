using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Graph;

/// <summary>Reads declarations from JSON: an object a step, its settings and arguments as members.</summary>
internal static class JsonDeclarations
{
    private const string Steps = "steps";

    private static readonly JsonDocumentOptions Lenient = ArgumentJson.DocumentOptions with { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>A step's declaration.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">Its settings and arguments.</param>
    /// <exception cref="TangoException">A value is nested too deep to be read.</exception>
    public static StepDeclaration Of(string name, JsonObject json) => new(name, [.. json.Select(member => ValueOf(name, member.Key, member.Value))]);

    /// <summary>The declarations of a file: an object with a member for each step, or with a member <c>steps</c> that is one.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="TangoException">It is not such an object.</exception>
    public static IReadOnlyList<StepDeclaration> Read(string path)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
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
        {
            throw new TangoException(Invalid(path, "it holds no JSON object"));
        }

        var steps = root.TryGetProperty(Steps, out var inner) && inner.ValueKind == JsonValueKind.Object && !IsStep(inner) ? inner : root;
        var wrong = steps.EnumerateObject().FirstOrDefault(member => member.Value.ValueKind != JsonValueKind.Object);
        return wrong.Value.ValueKind != JsonValueKind.Undefined
            ? throw new TangoException(Invalid(path, $"'{wrong.Name}' is no JSON object, so it declares no step"))
            : [.. steps.EnumerateObject().Select(member => Of(member.Name, member.Value, path))];
    }

    private static DeclaredValue.Json ValueOf(string step, string name, JsonNode? value) =>
        ArgumentJson.ToElement(value) is { } element
            ? new(name, element)
            : throw new TangoException(Descriptors.ValueDoesNotConvert.Of(new DiagnosticSubject(Step: step, Argument: name), name, "{…}", "JSON", ArgumentJson.TooDeep));

    private static StepDeclaration Of(string name, JsonElement json, string? file) =>
        new(name, [.. json.EnumerateObject().Select(member => new DeclaredValue.Json(member.Name, member.Value))], file);

    private static bool IsStep(JsonElement json) => json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;

    private static Diagnostic Invalid(string path, string why) => Descriptors.InvalidGraphFile.Of(new DiagnosticSubject(path), path, why);
}
