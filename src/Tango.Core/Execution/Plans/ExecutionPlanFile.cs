using System.Text.Json;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>Writes and reads <c>plan.json</c>.</summary>
internal static class ExecutionPlanFile
{
    // Arguments have a limited depth; the objects around them, and their markers, need some more.
    private const int MaxDepth = (3 * ArgumentJson.MaxDepth) + 16;

    /// <summary>Writes a plan.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    /// <param name="plan">The plan; it must not contain objects of this process.</param>
    /// <param name="isDurable">Whether it is on the disk when this returns, also after a loss of power.</param>
    public static void Write(string path, ExecutionPlan plan, bool isDurable = true) => AtomicFile.Write(path, ToBytes(plan).Span, isDurable);

    /// <summary>The content of its file.</summary>
    /// <param name="plan">The plan; it must not contain objects of this process.</param>
    public static ReadOnlyMemory<byte> ToBytes(ExecutionPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, MaxDepth = MaxDepth }))
            ExecutionPlanJson.Write(json, plan);

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="InvalidDataException">It is not a plan of this version.</exception>
    public static ExecutionPlan Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(SharedReading.ReadAllBytes(path), new() { MaxDepth = MaxDepth });
            if (ExecutionPlanJson.Read(document.RootElement) is { } plan)
                return plan;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"'{path}' is not a plan file: {exception.Message}", exception);
        }

        throw new InvalidDataException(
            $"'{path}' was written by another version of Tango. Use the same version of Tango.Build and Tango.Core, and build again.");
    }
}
