using Tango.IO;
using Tango.Steps;

namespace Tango.Engine.Editors;

/// <summary>
/// What the MSBuild language tools of editors read about a project's step types. They read the schema of a file that a project imports, so there is such a file: it is empty, and no
/// build imports it.
/// </summary>
internal sealed class StepSchemaFiles
{
    private const string Suffix = ".buildschema.json";

    private static readonly byte[] Project = "<!-- For editors, which find the step types in the file beside it. -->\n<Project />\n"u8.ToArray();

    private readonly string _schema;
    private readonly string _project;

    /// <param name="directory">The full path of the folder of the engine's state files.</param>
    public StepSchemaFiles(string directory)
    {
        _schema = Path.Combine(directory, $"steps{Suffix}");
        _project = Path.Combine(directory, "steps.targets");
    }

    private string SchemaOfProject => _project + Suffix;

    /// <summary>Writes the files whose content has changed. They only help to type: a failure is the editor's loss, not the build's.</summary>
    /// <param name="assemblies">Where the step types were read, with their documentation beside them.</param>
    /// <param name="isNew">Whether the step types may have changed since the last build; otherwise only a missing schema is written.</param>
    public void Write(StepTypeCatalog catalog, StepAssemblies assemblies, bool isNew)
    {
        if (!isNew && File.Exists(_schema))
            return;

        try
        {
            var schema = StepSchema.Write(catalog, new StepSummaries(catalog, assemblies));
            WriteIfChanged(_project, Project);
            WriteIfChanged(SchemaOfProject, schema);
            WriteIfChanged(_schema, schema);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next build tries again.
        }
    }

    private static void WriteIfChanged(string path, byte[] content)
    {
        if (!File.Exists(path) || !SharedReading.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            AtomicFile.Write(path, content, isDurable: false);
    }
}
