using System.Globalization;
using System.Text.Json;
using Tango.IO;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The runtime's switches that can change the result of a step.</summary>
internal static class RuntimeSwitches
{
    // Speed, memory, debugging and tracing. Some of these differ between Debug and Release.
    private static readonly string[] WithoutEffect =
    [
        "System.GC.", "System.Runtime.TieredCompilation", "System.Runtime.TieredPGO", "System.Threading.ThreadPool.",
        "System.Reflection.Metadata.MetadataUpdater.", "System.StartupHookProvider.",
        "System.Diagnostics.Debugger.", "System.Diagnostics.Metrics.", "System.Diagnostics.Tracing.",
    ];

    // The SDK writes the first into every project and the second into every one for Windows. Both are the defaults.
    private static readonly Switch[] Defaults =
    [
        new("System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization", "false"),
        new("CSWINRT_USE_WINDOWS_UI_XAML_PROJECTIONS", "false"),
    ];

    /// <summary>The switches that the project sets, then those that only its files set.</summary>
    internal static IEnumerable<CodePart> PartsOf(AssemblySet assemblies)
    {
        var set = assemblies.Source.RuntimeSwitches.Select(item => new Switch(item.Key, TextOf(item.Value)));
        var additional = assemblies.Source.RuntimeConfigFiles.SelectMany(path => Read(assemblies.Files, path));
        return set
            .Concat(additional.Where(item => !assemblies.Source.RuntimeSwitches.ContainsKey(item.Name)))
            .Where(item => CanChangeResults(item))
            .Distinct()
            .Select(item => CodePart.Create(CodePart.Switch, item.Name, item.Name, item.Value));
    }

    private static bool CanChangeResults(Switch item) =>
        !Array.Exists(WithoutEffect, prefix => item.Name.StartsWith(prefix, StringComparison.Ordinal))
        && !Array.Exists(Defaults, known => known == item);

    // As the SDK writes the value of an item into the file.
    private static string TextOf(string value) =>
        bool.TryParse(value, out var flag) ? flag ? "true" : "false"
        : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture)
        : value;

    private static List<Switch> Read(SideFiles files, string path)
    {
        if (files.ContentOf(path) is not { } content)
            return [];

        try
        {
            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. PropertiesOf(document.RootElement).Select(property => new Switch(property.Name, TextOf(property.Value)))];
        }
        catch (JsonException)
        {
            // The file is invalid: the SDK reports that when it creates the program's file from it.
            return [new(Path.GetFileName(path), content)];
        }
    }

    // A template contains the members of runtimeOptions in the program's file.
    private static IEnumerable<JsonProperty> PropertiesOf(JsonElement root)
    {
        var options = MemberOf(root, "runtimeOptions") ?? root;
        return MemberOf(options, "configProperties") is { ValueKind: JsonValueKind.Object } properties ? (IEnumerable<JsonProperty>)properties.EnumerateObject() : [];
    }

    private static JsonElement? MemberOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    private sealed record Switch(string Name, string Value);
}
