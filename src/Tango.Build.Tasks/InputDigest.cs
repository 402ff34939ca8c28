using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Build.Framework;
using Tango.Graph;

namespace Tango.Build.Tasks;

/// <summary>
/// The digest of everything that a build gives the pipeline and that decides about results: when it is the same and no file has changed, so is the answer.
/// It is made of the items and properties as they come, so that a build with nothing to do need not read them as declarations: that, most of all compiling the
/// code for it, took longer than the rest of the check.
/// </summary>
internal static class InputDigest
{
    /// <summary>The SHA-256 of a task's inputs, 32 bytes.</summary>
    /// <param name="task">The task.</param>
    public static byte[] Of(PipelineTask task)
    {
        var writer = new DigestWriter();

        // Another build of this code may read the same inputs otherwise.
        WriteVersion(writer, typeof(InputDigest).Module);
        WriteVersion(writer, typeof(UpToDateCheck).Module);
        writer.WriteText(task.ProjectFile);
        writer.WriteText(task.CacheDirectory);
        writer.WriteText(task.Mode);
        writer.WriteText(task.CodeFingerprint);
        writer.WriteText(task.Assembly);
        WriteSpecs(writer, task.References);
        WriteSpecs(writer, task.Dependencies);
        WriteSteps(writer, task.Steps);

        // Most pipelines have none of these, and then the code for them is not compiled. Each begins with a name, so that none can be taken for another.
        if (task.RunsBeforeCompile)
            WriteStepProjects(writer, task);

        if (!string.IsNullOrEmpty(task.Select))
            WriteNames(writer, nameof(task.Select), task.ReadNames(task.Select));

        // Builds that force are never up to date; but what they warn of and leave undone is not what a build without would.
        if (!string.IsNullOrEmpty(task.Force))
            WriteNames(writer, nameof(task.Force), task.ReadNames(task.Force));

        if (!string.IsNullOrWhiteSpace(task.Overrides))
            WriteOverrides(writer, task);

        if (task.ReferencedPipelines.Length > 0)
            WritePipelines(writer, task);

        return writer.Finish();
    }

    // Without a sign, which cultures write in their own ways.
    private static void WriteVersion(DigestWriter writer, Module module) => writer.WriteNumber(module.ModuleVersionId.GetHashCode() & int.MaxValue);

    private static void WriteSpecs(DigestWriter writer, ITaskItem[] items)
    {
        writer.WriteNumber(items.Length);
        foreach (var item in items)
            writer.WriteText(((ITaskItem2)item).EvaluatedIncludeEscaped);
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

    // MSBuild gives metadata in the order of its hash table, which is another one in every process. There are few, and sorting by hand compiles nothing generic.
    private static void WriteMetadata(DigestWriter writer, IDictionary metadata)
    {
        var names = new string[metadata.Count];
        var values = new string?[names.Length];
        var count = 0;
        for (var entries = metadata.GetEnumerator(); entries.MoveNext();)
        {
            var name = (string)entries.Key;
            var at = count++;
            while (at > 0 && string.CompareOrdinal(names[at - 1], name) > 0)
            {
                names[at] = names[at - 1];
                values[at] = values[--at];
            }

            names[at] = name;
            values[at] = (string?)entries.Value;
        }

        writer.WriteNumber(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteText(names[i]);
            writer.WriteText(DeclarationReader.Normalize(names[i], values[i] ?? ""));
        }
    }

    // Which assemblies steps come from is told by more than the paths: by those among the references that are projects', and by a file beside each of the others.
    private static void WriteStepProjects(DigestWriter writer, PipelineTask task)
    {
        var assemblies = ReferenceReader.ReadWithoutProject(task.References, task.Dependencies, task.StepProjects);
        writer.WriteText(nameof(task.RunsBeforeCompile));
        writer.WriteText(assemblies?.Main);
        WriteAll(writer, assemblies?.ProjectAssemblies ?? []);
        WriteAll(writer, assemblies?.DependencyFiles ?? []);
    }

    // What is meant for other projects does not count in this one.
    private static void WriteNames(DigestWriter writer, string property, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
            return;

        writer.WriteText(property);
        WriteAll(writer, names);
    }

    private static void WriteOverrides(DigestWriter writer, PipelineTask task)
    {
        writer.WriteText(nameof(task.Overrides));
        WriteAll(writer, ArgumentOverrides.For(task.ProjectFile, task.Overrides!));
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

    // What became of a step is left out: that it ran in one build and was cached in the next is the same to who takes its result.
    private static void WritePipeline(DigestWriter writer, ReferencedPipeline pipeline)
    {
        writer.WriteText(pipeline.ProjectFile);
        writer.WriteText(pipeline.CacheDirectory);
        writer.WriteNumber(pipeline.Steps.Length);
        foreach (var step in pipeline.Steps)
        {
            writer.WriteText(step.Name);
            writer.WriteText(step.UniqueId);
            writer.WriteText(step.NotKeptBecause);
        }
    }
}
