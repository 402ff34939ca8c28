using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.IO;

namespace Tango.Execution;

/// <summary>Writes and reads <c>plan.json</c>.</summary>
public static class ExecutionPlanFile
{
    /// <summary>Writes a plan.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    /// <param name="plan">The plan; it holds no objects that live in this process only.</param>
    public static void Write(string path, ExecutionPlan plan) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(plan, ExecutionPlanJsonContext.Default.ExecutionPlan));

    /// <summary>Reads a plan.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="InvalidDataException">It is not a plan of this version.</exception>
    public static ExecutionPlan Read(string path)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(File.ReadAllBytes(path), ExecutionPlanJsonContext.Default.ExecutionPlan);
            if (plan?.SchemaVersion == ExecutionPlan.CurrentSchema)
            {
                return plan;
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' is not a plan file: {exception.Message}", exception);
        }

        throw new InvalidDataException(
            $"'{path}' is a plan of another version of Tango. Use the same version of Tango.Build and Tango.Core, and build again.");
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(NamedArgumentsJsonConverter)])]
[JsonSerializable(typeof(ExecutionPlan))]
internal sealed partial class ExecutionPlanJsonContext : JsonSerializerContext;
