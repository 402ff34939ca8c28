using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Core.Tests.Child;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Runs;
using Tango.Steps;

namespace Tango.Faults.Tests;

/// <summary>Random input: whatever it is, the answer is a result, a diagnostic with a code, or the one exception that the reader documents.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed partial class FuzzTests
{
    private static readonly string[] Names = ["Type", "Number", "marks", "Cpus", "Memory", "Timeout", "Retries", "Format", "ExportTo", "DependsOn", "Version", "CacheResults", "Run", "Inputs", "Outputs", "Environment", "SecretEnvironment", "Ünknown", "texts"];

    private static readonly string[] Parts =
    [
        "FaultText", "Command", "FaultTotal", "ref:a", "ref:b[", "ref:*", "ref:P/a", "{\"type\": \"FaultText\", \"number\": 1}", "{", "[1, 2", "null", "true", "1e999", "-0", "00", "9223372036854775808", "NaN",
        "../x", "/", "*.txt", "**", "a;b", ";", "\u0000", "\u001b[2J", "\ud800", "%3B", "$(X)", "@(Y)", "NAME=value", "=", "env:HOME", "env:", "10GB", "1.00:00:00", "text.zst", "jsonl", "System.Object", "\r\n", " ", "",
    ];

    private static readonly Gen<string> Value = Gen.OneOf(Gen.OneOf(Parts), Gen.String, Gen.Select(Gen.OneOf(Parts), Gen.OneOf(Parts), Gen.String).Select((a, b, c) => a + b + c)).Select(WithoutWalk);

    private static readonly StepTypeCatalog Catalog = StepTypeReader.Read(new StepAssemblies(typeof(FaultPipeline).Assembly.Location)
    {
        References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => path != typeof(FaultPipeline).Assembly.Location)],
    });

    private static long Iterations => FaultRun.Count(1_000, 200_000);

    [Fact]
    public void Values_of_items_give_a_graph_or_diagnostics()
    {
        var folder = Directory.CreateTempSubdirectory("tango fuzz");
        var step = Gen.Select(Gen.OneOf(Gen.OneOf("a", "b", "c"), Gen.String), Gen.Select(Gen.OneOf(Names), Value).Array[0, 6]).Select((name, values) => new StepDeclaration(
            name,
            [.. values.DistinctBy(value => value.Item1, StringComparer.OrdinalIgnoreCase).Select(value => (DeclaredValue)new DeclaredValue.Text(value.Item1, value.Item2, value.Item2.Contains(';') ? [.. value.Item2.Split(';')] : default))],
            "App.csproj"));
        Tried("values of items", step.Array[1, 4], declarations => new GraphBuilder(Catalog, folder.FullName).Build(declarations));
        folder.Delete();
    }

    [Fact]
    public void Json_of_a_graph_gives_steps_or_diagnostics()
    {
        var property = Gen.Select(Gen.OneOf<string>([.. Names, "type", "ref", "key", "$tango"]), Value).Select((name, value) => KeyValuePair.Create(name, JsonOf(value)));
        var step = property.Array[0, 5].Select(properties =>
        {
            var json = new JsonObject { ["type"] = "FaultText" };
            foreach (var (name, value) in properties)
                json[name] = value;

            return json;
        });
        Tried("JSON of a graph", step.Array[1, 3], steps => StepGraph.FromParams(steps.Select((json, index) => (json, index)).ToDictionary(pair => $"s{pair.index}", pair => (JsonObject)pair.json.DeepClone())));
    }

    [Fact]
    public void Bytes_in_place_of_metadata_are_metadata_or_refused()
    {
        var sound = EntryMetadataJson.Write(new EntryMetadata { UniqueId = "A-1", Step = "a", Type = "A", Format = "json" }).ToArray();
        Tried("bytes of metadata", Changed(sound), bytes => EntryMetadataJson.Read(bytes), exception => exception is InvalidDataException);
    }

    [Fact]
    public void Bytes_in_place_of_an_event_are_an_event_or_refused()
    {
        var sound = RunEventJson.Write(new RunEvent.StepCompleted { Step = "a", UniqueId = "A-1", State = StepState.Ran, Duration = TimeSpan.FromSeconds(1), Summary = "done" }).ToArray();
        Tried("bytes of an event of the worker", Changed(sound), bytes => RunEventJson.Read(bytes), exception => exception is JsonException);
    }

    // No pattern that leaves the folder: it might enumerate the whole disk.
    private static string WithoutWalk(string value) => LeavesFolder().IsMatch(value) ? value.Replace("*", "", StringComparison.Ordinal) : value;

    [GeneratedRegex("""(^|[;=\s])[/\\]|[.][.]""")]
    private static partial Regex LeavesFolder();

    // Sound bytes with some of them replaced, removed or repeated; or any bytes.
    private static Gen<byte[]> Changed(byte[] sound)
    {
        var edited = Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Int[0, 20], Gen.Byte.Array[0, 20]).Select((at, removed, added) => (byte[])[.. sound[..at], .. added, .. sound[Math.Min(sound.Length, at + removed)..]]);
        return Gen.OneOf(edited, Gen.Byte.Array[0, 300], Value.Select(Encoding.UTF8.GetBytes));
    }

    private static JsonNode? JsonOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return JsonValue.Create(text);
        }
    }

    private static void Tried<T>(string what, Gen<T> values, Action<T> read, Func<Exception, bool>? isDocumented = null)
    {
        var row = new FaultRow("random " + what);
        var random = new PCG(1, (ulong)FaultRun.Seed);
        for (var attempt = 0; attempt < Iterations; attempt++)
        {
            var value = values.Generate(random, null, out _);
            var outcome = new FaultOutcome();
            if (Undocumented(() => read(value), isDocumented) is { } exception)
                outcome.Problems.Add($"{JsonSerializer.Serialize(value)}: {exception}");

            row.Add(attempt.ToString(CultureInfo.InvariantCulture), outcome);
        }

        row.Complete();
    }

    private static Exception? Undocumented(Action read, Func<Exception, bool>? isDocumented)
    {
        try
        {
            read();
            return null;
        }
        catch (TangoException exception) when (exception.Diagnostics.Count > 0 && exception.Diagnostics.All(diagnostic => diagnostic.Descriptor != Descriptors.InternalError))
        {
            return null;
        }
        catch (Exception exception)
        {
            return isDocumented?.Invoke(exception) == true ? null : exception;
        }
    }
}
