using System.Text.Json;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>A plan as JSON, for tools: what <c>TangoPlan</c> prints, and of what each id is made.</summary>
internal static class PlanJson
{
    /// <summary>Writes a plan to a file of its own in a directory, so that the projects of a build do not overwrite each other's.</summary>
    /// <param name="directory">Full path; created when needed.</param>
    /// <param name="projectFile">Full path.</param>
    public static void WriteTo(string directory, string projectFile, Plan plan)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{Path.GetFileNameWithoutExtension(projectFile)}-{IO.RandomName.Create()}.json");
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Write(stream, projectFile, plan);
    }

    /// <summary>Writes a plan.</summary>
    public static void Write(Stream stream, string projectFile, Plan plan)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        json.WriteString("project", projectFile);
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
            Write(json, step);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedStep step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Node.Name);
        json.WriteString("type", step.Node.Type.FullName);
        json.WriteString("uniqueId", step.Identity.UniqueId);
        json.WriteString("action", StateText.Format(step.Action));
        json.WriteString("reason", step.ReasonText);
        json.WriteBoolean("cached", step.IsCacheable);
        if (step.Node.File is { } file)
            json.WriteString("file", file);

        WriteNames(json, "needs", step.Node.Inputs.Concat(step.Node.OrderOnly));
        IdentityJson.Write(json, step.Identity.Entries);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<StepNode> nodes)
    {
        json.WriteStartArray(name);
        foreach (var node in nodes)
            json.WriteStringValue(node.Name);

        json.WriteEndArray();
    }
}
