using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tango.Execution.Slurm;
using Tango.Formats;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Execution.Plans;

/// <summary>
/// A plan as readable JSON. Written by hand, because a serializer costs a starting worker more than everything else before its first step. Properties with default values are
/// left out.
/// </summary>
internal static class ExecutionPlanJson
{
    public static void Write(Utf8JsonWriter json, ExecutionPlan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", plan.SchemaVersion);
        json.WriteString("toolVersion", plan.ToolVersion);
        WriteIfAny(json, "projectFile", plan.ProjectFile);
        WriteIfAny(json, "assembly", plan.Assembly);
        if (!plan.AdditionalAssemblies.IsEmpty)
            WriteTexts(json, "furtherAssemblies", plan.AdditionalAssemblies);

        if (!plan.Program.IsEmpty)
            WriteFiles(json, "program", plan.Program);

        WriteIfAny(json, "cacheDirectory", plan.CacheDirectory);
        WriteRedirected(json, plan.Redirected);
        WriteIfAny(json, "substituteDirectory", plan.SubstituteDirectory);
        WriteIfAny(json, "scratchDirectory", plan.ScratchDirectory);
        WriteIfTrue(json, "findsEarlierResults", plan.FindsEarlierResults);
        WriteOptions(json, plan.Options);
        if (plan.Slurm is { } slurm)
            WriteSlurm(json, slurm);

        json.WriteStartArray("inputs");
        foreach (var input in plan.Inputs)
            WriteInput(json, input);

        json.WriteEndArray();
        json.WriteStartArray("formats");
        foreach (var format in plan.Formats)
            WriteFormat(json, format);

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
            WriteStep(json, step);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads a plan.</summary>
    /// <returns>Null when it has another layout.</returns>
    public static ExecutionPlan? Read(JsonElement json) => json.GetProperty("schemaVersion").GetInt32() != ExecutionPlan.CurrentSchema ? null : new()
    {
        ToolVersion = Text(json, "toolVersion"),
        ProjectFile = OptionalText(json, "projectFile"),
        Assembly = OptionalText(json, "assembly"),
        AdditionalAssemblies = json.TryGetProperty("furtherAssemblies", out _) ? Texts(json, "furtherAssemblies") : [],
        Program = json.TryGetProperty("program", out _) ? All(json, "program", ReadInputFile) : [],
        CacheDirectory = OptionalText(json, "cacheDirectory"),
        Redirected = json.TryGetProperty("redirected", out var redirected)
            ? [.. redirected.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetString() ?? throw new FormatException("A directory is null.")))]
            : [],
        SubstituteDirectory = OptionalText(json, "substituteDirectory"),
        ScratchDirectory = OptionalText(json, "scratchDirectory"),
        FindsEarlierResults = IsTrue(json, "findsEarlierResults"),
        Options = ReadOptions(json, unset: new RunOptions()),
        Slurm = json.TryGetProperty("slurm", out var slurm) ? ReadSlurm(slurm) : null,
        Inputs = All(json, "inputs", ReadInput),
        Formats = All(json, "formats", ReadFormat),
        Steps = All(json, "steps", ReadStep),
    };

    private static void WriteOptions(Utf8JsonWriter json, RunOptions options)
    {
        json.WriteNumber("maxParallelism", options.MaxParallelism);
        json.WriteNumber("gpus", options.Gpus);
        json.WriteBoolean("keepGoing", options.KeepGoing);
        WriteIfTrue(json, "checkInputs", options.CheckInputs);
    }

    private static RunOptions ReadOptions(JsonElement json, RunOptions unset) => new()
    {
        MaxParallelism = OptionalNumber(json, "maxParallelism") ?? unset.MaxParallelism,
        Gpus = OptionalNumber(json, "gpus") ?? unset.Gpus,
        KeepGoing = json.TryGetProperty("keepGoing", out var keepGoing) ? keepGoing.GetBoolean() : unset.KeepGoing,
        CheckInputs = IsTrue(json, "checkInputs"),
    };

    private static void WriteSlurm(Utf8JsonWriter json, SlurmSettings slurm)
    {
        json.WriteStartObject("slurm");
        WriteTexts(json, "worker", slurm.Worker);
        WriteTexts(json, "options", slurm.Options);
        json.WriteNumber("maxJobs", slurm.MaxJobs);
        WriteIfTrue(json, "isDetached", slurm.IsDetached);
        WriteIfTrue(json, "keepsJobs", slurm.KeepsJobs);
        WriteIfTrue(json, "sendsFiles", slurm.SendsFiles);
        WriteTexts(json, "exports", slurm.Exports);
        WriteIfAny(json, "store", slurm.Store);
        json.WriteEndObject();
    }

    private static SlurmSettings ReadSlurm(JsonElement json) => new()
    {
        Worker = Texts(json, "worker"),
        Options = Texts(json, "options"),
        MaxJobs = json.GetProperty("maxJobs").GetInt32(),
        IsDetached = IsTrue(json, "isDetached"),
        KeepsJobs = IsTrue(json, "keepsJobs"),
        SendsFiles = IsTrue(json, "sendsFiles"),
        Exports = Texts(json, "exports"),
        Store = OptionalText(json, "store"),
    };

    private static void WriteRedirected(Utf8JsonWriter json, ImmutableArray<KeyValuePair<string, string>> redirected)
    {
        if (redirected.IsEmpty)
            return;

        json.WriteStartObject("redirected");
        foreach (var (uniqueId, directory) in redirected)
            json.WriteString(uniqueId, directory);

        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, ExecutionInput input)
    {
        json.WriteStartObject();
        json.WriteString("name", input.Name);
        json.WriteString("uniqueId", input.UniqueId);
        WriteMethod(json, input.Method);
        json.WriteString("format", input.Format);
        WriteIfAny(json, "cacheDirectory", input.CacheDirectory);
        json.WriteEndObject();
    }

    private static ExecutionInput ReadInput(JsonElement json) => new(
        Text(json, "name"), Text(json, "uniqueId"), ReadMethod(json.GetProperty("method")), Text(json, "format"), OptionalText(json, "cacheDirectory"));

    private static void WriteFormat(Utf8JsonWriter json, CustomFormat format)
    {
        json.WriteStartObject();
        json.WriteString("type", format.Type);
        json.WriteString("assembly", format.Assembly);
        json.WriteNumber("version", format.Version);
        json.WriteEndObject();
    }

    private static CustomFormat ReadFormat(JsonElement json) => new(Text(json, "type"), Text(json, "assembly"), json.GetProperty("version").GetInt32());

    private static void WriteMethod(Utf8JsonWriter json, StepMethod method)
    {
        json.WriteStartObject("method");
        json.WriteString("assembly", method.Assembly);
        json.WriteString("declaringType", method.DeclaringType);
        json.WriteString("method", method.Method);
        json.WriteEndObject();
    }

    private static StepMethod ReadMethod(JsonElement json) => new(Text(json, "assembly"), Text(json, "declaringType"), Text(json, "method"));

    private static void WriteStep(Utf8JsonWriter json, ExecutionStep step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        json.WriteString("uniqueId", step.UniqueId);
        WriteMethod(json, step.Method);
        json.WriteString("type", step.Type);
        WriteIfAny(json, "version", step.Version);
        WriteIfAny(json, "codeFingerprint", step.CodeFingerprint);
        json.WriteString("format", step.Format);
        WriteIfTrue(json, "isStored", step.IsCacheable);
        WriteIfTrue(json, "isForced", step.IsForced);
        WriteIfAny(json, "sameAs", step.SameAs);
        WriteIfAny(json, "reason", step.Reason);
        WriteArguments(json, step.Arguments);
        WriteFiles(json, "inputFiles", step.InputFiles);
        WriteTexts(json, "after", step.After);
        IdentityJson.Write(json, step.Identity);
        WriteTexts(json, "dependencies", step.Dependencies);
        WriteIfAny(json, "cutoffPart", step.CutoffPart);
        WriteIfTrue(json, "isReadInProject", step.IsReadInProject);
        WriteIfAny(json, "lastDuration", step.LastDuration == TimeSpan.Zero ? null : step.LastDuration.ToString("c", CultureInfo.InvariantCulture));
        WriteIfAny(json, "cpus", step.Options.Cpus);
        WriteIfAny(json, "memory", step.Options.Memory);
        WriteIfAny(json, "gpus", step.Options.Gpus);
        WriteIfAny(json, "timeout", step.Options.Timeout?.ToString("c", CultureInfo.InvariantCulture));
        WriteIfAny(json, "retries", step.Options.Retries);
        WriteIfAny(json, "executor", step.Options.Executor);
        if (step.Options.SlurmOptions.Count > 0)
            WriteTexts(json, "slurmOptions", [.. step.Options.SlurmOptions]);

        WriteIfAny(json, "failedAttempts", step.FailedAttempts == 0 ? null : step.FailedAttempts);
        json.WriteEndObject();
    }

    private static ExecutionStep ReadStep(JsonElement json) => new()
    {
        Name = Text(json, "name"),
        UniqueId = Text(json, "uniqueId"),
        Method = ReadMethod(json.GetProperty("method")),
        Type = Text(json, "type"),
        Version = OptionalText(json, "version"),
        CodeFingerprint = OptionalText(json, "codeFingerprint"),
        Format = Text(json, "format"),
        IsCacheable = IsTrue(json, "isStored"),
        IsForced = IsTrue(json, "isForced"),
        SameAs = OptionalText(json, "sameAs"),
        Reason = OptionalText(json, "reason"),
        Arguments = ReadArguments(json.GetProperty("arguments")),
        InputFiles = All(json, "inputFiles", ReadInputFile),
        After = Texts(json, "after"),
        Identity = IdentityJson.Read(json),
        Dependencies = Texts(json, "dependencies"),
        CutoffPart = OptionalText(json, "cutoffPart"),
        IsReadInProject = IsTrue(json, "isReadInProject"),
        LastDuration = OptionalText(json, "lastDuration") is { } duration ? TimeSpan.ParseExact(duration, "c", CultureInfo.InvariantCulture) : TimeSpan.Zero,
        FailedAttempts = OptionalNumber(json, "failedAttempts") ?? 0,
        Options = new StepOptions
        {
            Cpus = OptionalNumber(json, "cpus"),
            Memory = json.TryGetProperty("memory", out var memory) ? memory.GetInt64() : null,
            Gpus = OptionalNumber(json, "gpus"),
            Timeout = OptionalText(json, "timeout") is { } timeout ? TimeSpan.ParseExact(timeout, "c", CultureInfo.InvariantCulture) : null,
            Retries = OptionalNumber(json, "retries"),
            Executor = OptionalText(json, "executor"),
            SlurmOptions = OptionalTexts(json, "slurmOptions"),
        },
    };

    private static void WriteArguments(Utf8JsonWriter json, ImmutableArray<KeyValuePair<string, ArgumentValue>> arguments)
    {
        json.WriteStartObject("arguments");
        foreach (var (name, value) in arguments)
        {
            json.WritePropertyName(name);
            ArgumentValueJson.Write(json, value);
        }

        json.WriteEndObject();
    }

    private static ImmutableArray<KeyValuePair<string, ArgumentValue>> ReadArguments(JsonElement json) =>
        [.. json.EnumerateObject().Select(argument => KeyValuePair.Create(argument.Name, ArgumentValueJson.Read(argument.Value)))];

    private static void WriteFiles(Utf8JsonWriter json, string name, ImmutableArray<StampedFile> files)
    {
        json.WriteStartArray(name);
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("size", file.Stamp.Size);
            json.WriteNumber("writtenTicks", file.Stamp.WrittenTicks);
            json.WriteNumber("changedTicks", file.Stamp.ChangedTicks);
            json.WriteNumber("fileId", file.Stamp.FileId);
            WriteIfAny(json, "content", file.Content.Length == 0 ? null : file.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static StampedFile ReadInputFile(JsonElement json) => new(
        json.GetProperty("path").GetString()!,
        new FileStamp(
            json.GetProperty("size").GetInt64(),
            json.GetProperty("writtenTicks").GetInt64(),
            json.GetProperty("changedTicks").GetInt64(),
            json.GetProperty("fileId").GetInt64()),
        OptionalText(json, "content") ?? "");

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        All(json, name, text => text.GetString() ?? throw new FormatException($"'{name}' holds null."));

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteIfTrue(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
            json.WriteBoolean(name, true);
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? OptionalText(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IReadOnlyList<string> OptionalTexts(JsonElement json, string name) => json.TryGetProperty(name, out _) ? [.. Texts(json, name)] : (IReadOnlyList<string>)[];

    private static int? OptionalNumber(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static bool IsTrue(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static ImmutableArray<T> All<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : class
    {
        var array = json.GetProperty(name);
        var all = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            all.Add(read(item));

        return all.MoveToImmutable();
    }
}
