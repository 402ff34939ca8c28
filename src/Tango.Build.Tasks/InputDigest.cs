using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Build.Framework;
using Tango.Engine.UpToDate;
using Tango.Graph.Projects;
using Tango.Identity;
using Tango.Parameters;
using Tango.Steps.Commands;

namespace Tango.Build.Tasks;

/// <summary>
/// The digest of all inputs of the pipeline from the build that affect results: if it is the same and no file has changed, the results are the same. Computed from unparsed items
/// and properties, so that an up-to-date build need not read declarations: compiling the code for that took longer than the rest of the check.
/// </summary>
internal static class InputDigest
{
    // Settings that count as written. By name: each property would be one more method to compile.
    private static readonly string[] Settings =
    [
        nameof(PipelineSettings.CacheDirectory), nameof(PipelineSettings.Mode), nameof(PipelineSettings.CodeFingerprint), nameof(PipelineSettings.RuntimeConfigTemplate),
        nameof(PipelineSettings.PackageGraph), nameof(PipelineSettings.PackageTarget), nameof(PipelineSettings.ExportMode),
    ];

    private static readonly string[] OptionalSettings =
    [
        nameof(PipelineSettings.RunsBeforeCompile), nameof(PipelineSettings.StaticWebAssets), nameof(PipelineSettings.Select), nameof(PipelineSettings.Force),
        nameof(PipelineSettings.Overrides),
    ];

    /// <summary>The SHA-256 of a task's inputs, 32 bytes.</summary>
    public static byte[] Compute(PipelineTask task)
    {
        var writer = new DigestWriter();

        // Another build of Tango may interpret the same inputs differently.
        WriteVersion(writer, typeof(InputDigest).Module);
        WriteVersion(writer, typeof(UpToDateCheck).Module);
        writer.WriteText(task.ProjectFile);
        foreach (var name in Settings)
            writer.WriteText(task.Request.GetMetadata(name));

        WriteCode(writer, task.Code);
        WriteSteps(writer, task.Steps);

        // Most pipelines have none of these, and then the code for them is not compiled.
        if (HasOptionalSettings(task))
            WriteOptionalSettings(writer, task);

        if (task.ReferencedPipelines.Length > 0)
            WritePipelines(writer, task);

        return writer.Finish();
    }

    private static bool HasOptionalSettings(PipelineTask task)
    {
        foreach (var name in OptionalSettings)
        {
            if (task.Request.GetMetadata(name).Length > 0)
                return true;
        }

        return false;
    }

    // Each starts with a name, so that they cannot be confused.
    private static void WriteOptionalSettings(DigestWriter writer, PipelineTask task)
    {
        var settings = task.Settings;
        if (settings.RunsBeforeCompile)
            WriteStepProjects(writer, task);

        // No result depends on it, but warnings do.
        if (settings.StaticWebAssets)
            writer.WriteText(nameof(settings.StaticWebAssets));

        if (settings.Select.Length > 0)
            WriteNames(writer, nameof(settings.Select), task.ReadNames(settings.Select));

        // Builds with forced steps are never up to date; but their warnings and skipped work may differ from those of a build without.
        if (settings.Force.Length > 0)
            WriteNames(writer, nameof(settings.Force), task.ReadNames(settings.Force));

        if (!string.IsNullOrWhiteSpace(settings.Overrides))
            WriteOverrides(writer, task);
    }

    // Without a sign, which differs between cultures.
    private static void WriteVersion(DigestWriter writer, Module module) => writer.WriteNumber(module.ModuleVersionId.GetHashCode() & int.MaxValue);

    private static void WriteCode(DigestWriter writer, ITaskItem[] items)
    {
        writer.WriteNumber(items.Length);
        foreach (var item in items)
        {
            var code = (ITaskItem2)item;
            var part = code.GetMetadataValueEscaped(Names.Metadata.Part);
            writer.WriteText(part);
            writer.WriteText(code.EvaluatedIncludeEscaped);
            if (part == CodeItems.Parts.RuntimeSwitch)
                writer.WriteText(code.GetMetadataValueEscaped(Names.WellKnownMetadata.Value));
        }
    }

    private static void WriteSteps(DigestWriter writer, ITaskItem[] items)
    {
        writer.WriteNumber(items.Length);
        foreach (var item in items)
        {
            var step = (ITaskItem2)item;
            writer.WriteText(step.EvaluatedIncludeEscaped);
            writer.WriteText(step.GetMetadataValueEscaped(Names.WellKnownMetadata.DefiningProjectFullPath));
            WriteMetadata(writer, step.CloneCustomMetadataEscaped());
        }
    }

    // MSBuild returns metadata in the order of a hash table, which differs in every process. There are few, and sorting by hand compiles no generic code.
    private static void WriteMetadata(DigestWriter writer, IDictionary metadata)
    {
        var names = new string[metadata.Count];
        var values = new string?[names.Length];
        var count = 0;
        for (var entries = metadata.GetEnumerator(); entries.MoveNext();)
        {
            var name = (string)entries.Key;
            var value = (string?)entries.Value;
            if (string.IsNullOrEmpty(value) && DeclarationReader.IsSetting(name))
                continue;

            var at = count++;
            while (at > 0 && string.CompareOrdinal(names[at - 1], name) > 0)
            {
                names[at] = names[at - 1];
                values[at] = values[--at];
            }

            names[at] = name;
            values[at] = value;
        }

        writer.WriteNumber(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteText(names[i]);
            writer.WriteText(DeclarationReader.Normalize(names[i], values[i] ?? ""));
            if (values[i] is { } text && (SecretVariable.MayBeIn(text) || NamesSecrets(names[i], text)))
                WriteSecrets(writer, names[i], text);
        }
    }

    // An inline step in an argument may be a command too.
    private static bool NamesSecrets(string name, string text) => name.Equals(CommandNames.SecretEnvironment, StringComparison.OrdinalIgnoreCase)
        || (text.Contains('{') && text.Contains(CommandNames.SecretEnvironment, StringComparison.OrdinalIgnoreCase));

    // Only the names are in the text. Never the values themselves: the digest is in a file.
    private static void WriteSecrets(DigestWriter writer, string name, string text)
    {
        var variables = NamesSecrets(name, text) ? SecretVariable.WordsIn(text) : SecretVariable.NamesIn(text);
        foreach (var variable in variables)
            writer.WriteText(SecretVariable.Read(variable) is { } secret ? SecretKey.HashOf(secret) : null);
    }

    // The assemblies of steps depend on more than paths: on which references belong to projects, and on a file next to each of the others.
    private static void WriteStepProjects(DigestWriter writer, PipelineTask task)
    {
        var assemblies = ReferenceReader.ReadWithoutProject(CodeItems.Read(task.Code));
        writer.WriteText(nameof(task.Settings.RunsBeforeCompile));
        writer.WriteText(assemblies?.Main);
        WriteAll(writer, assemblies?.ProjectAssemblies ?? []);
        WriteAll(writer, assemblies?.DependencyFiles ?? []);
    }

    // Names for other projects do not count in this one.
    private static void WriteNames(DigestWriter writer, string property, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
            return;

        writer.WriteText(property);
        WriteAll(writer, names);
    }

    private static void WriteOverrides(DigestWriter writer, PipelineTask task)
    {
        writer.WriteText(nameof(task.Settings.Overrides));
        var overrides = ArgumentOverrides.For(task.ProjectFile, task.Settings.Overrides);
        WriteAll(writer, overrides);
        foreach (var text in overrides)
        {
            if (ArgumentOverrides.Parse(text) is var (_, argument, value))
                WriteSecrets(writer, argument, value);
        }
    }

    private static void WriteAll(DigestWriter writer, IReadOnlyList<string> texts)
    {
        writer.WriteNumber(texts.Count);
        foreach (var text in texts)
            writer.WriteText(text);
    }

    private static void WritePipelines(DigestWriter writer, PipelineTask task)
    {
        writer.WriteText(nameof(task.ReferencedPipelines));
        foreach (var pipeline in ReferencedPipelineReader.Read(task.ReferencedPipelines, task.ProjectFile))
            WritePipeline(writer, pipeline);
    }

    // Without the state of a step: for its consumers it does not matter whether it ran or was cached.
    private static void WritePipeline(DigestWriter writer, ReferencedPipeline pipeline)
    {
        writer.WriteText(pipeline.ProjectFile);
        writer.WriteText(pipeline.CacheDirectory);
        writer.WriteNumber(pipeline.Steps.Length);
        foreach (var step in pipeline.Steps)
        {
            writer.WriteText(step.Name);
            writer.WriteText(step.UniqueId);
            writer.WriteText(step.NotCachedBecause);
        }
    }
}
