using System.Collections.Immutable;
using System.Text.Json;
using Tango.Identity;

namespace Tango.Cli;

/// <summary>The plan for one step.</summary>
internal sealed class PlannedStep
{
    public required Pipeline Pipeline { get; init; }

    public required string Name { get; init; }

    /// <summary>The name of its type without the namespace.</summary>
    public required string ClassName { get; init; }

    public required string UniqueId { get; init; }

    /// <summary>As <c>TangoPlan</c> prints it: <c>run</c>, <c>cached</c>, …</summary>
    public required string Action { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether its result is cached, and so can be in another cache.</summary>
    public bool IsCacheable { get; init; } = true;

    /// <summary>The steps that it depends on; those of other projects as <c>PROJECT/STEP</c>.</summary>
    public required ImmutableArray<string> Needs { get; init; }

    /// <summary>Those of them that must only be complete first.</summary>
    public ImmutableArray<string> OrderOnly { get; init; } = [];

    public ImmutableArray<IdentityEntry> Identity { get; init; } = [];

    /// <summary>Whether it is declared in an argument of another step.</summary>
    public bool IsInline { get; init; }

    /// <summary>The file that declares it; null if that is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line there; null if that is not known.</summary>
    public int? Line { get; init; }

    /// <summary>Where it is declared, <c>file(line)</c>, which terminals of editors show as a link; null if that is not known.</summary>
    public string? Place => File is null ? null : Line is { } line ? FormattableString.Invariant($"{File}({line})") : File;

    /// <summary>Reads the steps of a plan, as <c>TangoPlan</c> writes it.</summary>
    /// <param name="path">The full path of the JSON file.</param>
    public static ImmutableArray<PlannedStep> ReadAll(string path)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var root = document.RootElement;
        var pipeline = new Pipeline(root.GetProperty("project").GetString()!, TextOf(root, "stateDirectory") ?? "");
        return [.. root.GetProperty("steps").EnumerateArray().Select(step => Read(pipeline, step))];
    }

    // The project's package may be older than this tool, and write less.
    private static PlannedStep Read(Pipeline pipeline, JsonElement step) => new()
    {
        Pipeline = pipeline,
        Name = step.GetProperty("name").GetString()!,
        ClassName = TextOf(step, "class") ?? TextOf(step, "type") ?? "",
        UniqueId = step.GetProperty("uniqueId").GetString()!,
        Action = step.GetProperty("action").GetString()!,
        Reason = step.GetProperty("reason").GetString()!,
        IsCacheable = !step.TryGetProperty("cached", out var cached) || cached.GetBoolean(),
        Needs = NamesOf(step, "needs"),
        OrderOnly = NamesOf(step, "orderOnly"),
        Identity = IdentityJson.Read(step),
        IsInline = step.TryGetProperty("inline", out var inline) && inline.GetBoolean(),
        File = TextOf(step, "file"),
        Line = step.TryGetProperty("line", out var line) ? line.GetInt32() : null,
    };

    private static string? TextOf(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static ImmutableArray<string> NamesOf(JsonElement step, string name) =>
        step.TryGetProperty(name, out var names) ? [.. names.EnumerateArray().Select(text => text.GetString()!)] : [];
}
