using System.Text.Json;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>A plan as JSON, for tools: what <c>TangoPlan</c> prints, where steps are declared, what they depend on, and of what each id is made.</summary>
internal static class PlanJson
{
    /// <summary>Writes a plan to a file of its own in a directory, so that the projects of a build do not overwrite each other's.</summary>
    /// <param name="directory">Full path; created when needed.</param>
    /// <param name="projectFile">Full path.</param>
    /// <param name="stateDirectory">The engine's state directory, which distinguishes target frameworks and configurations of a project.</param>
    /// <param name="lineOf">The line of a step's declaration in its file, from 1; 0 if it is not known.</param>
    public static void WriteTo(string directory, string projectFile, string stateDirectory, Plan plan, Func<StepNode, int> lineOf)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{Path.GetFileNameWithoutExtension(projectFile)}-{IO.RandomName.Create()}.json");
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        json.WriteString("project", projectFile);
        json.WriteString("stateDirectory", stateDirectory);
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
            Write(json, step, lineOf(step.Node));

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedStep step, int line)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Node.Name);
        json.WriteString("type", step.Node.Type.FullName);
        json.WriteString("class", step.Node.Type.ClassName);
        json.WriteString("uniqueId", step.Identity.UniqueId);
        json.WriteString("action", StateText.Format(step.Action));
        json.WriteString("reason", step.ReasonText);
        json.WriteBoolean("cached", step.IsCacheable);
        if (step.Node.IsInline)
            json.WriteBoolean("inline", true);

        if (step.Node.File is { } file)
            json.WriteString("file", file);

        if (line > 0)
            json.WriteNumber("line", line);

        WriteNames(json, "needs", step.Node.Inputs.Concat(step.Node.OrderOnly));
        WriteNames(json, "orderOnly", step.Node.OrderOnly);
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
