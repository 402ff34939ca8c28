using System.Text.Json;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Generated;

/// <summary>
/// A program of the .NET SDK with the benchmarks' steps in it, built for real. It gets Tango from this repository's Release builds, as it
/// would get it from the package.
/// </summary>
internal sealed class PipelineProject
{
    private const string Framework = "net10.0";
    private const string ReferencesFile = "references.txt";
    private const string Name = "Pipeline";

    private static readonly string[] ReferenceColumns =
        ["FullPath", "FrameworkReferenceName", "ReferenceSourceTarget", "NuGetPackageId", "NuGetPackageVersion"];

    private PipelineProject(string directory) => DirectoryPath = directory;

    /// <summary>Its folder.</summary>
    public string DirectoryPath { get; }

    /// <summary>Its file.</summary>
    public string ProjectFile => PathOf($"{Name}.csproj");

    /// <summary>Its assembly, as the compiler made it.</summary>
    public string Assembly => PathOf($"obj/Release/{Framework}/{Name}.dll");

    /// <summary>Its assembly, where it runs from.</summary>
    public string TargetAssembly => PathOf($"bin/Release/{Framework}/{Name}.dll");

    /// <summary>What the host has to know to run it.</summary>
    public string DepsFile => PathOf($"bin/Release/{Framework}/{Name}.deps.json");

    /// <summary>The runtime it runs on.</summary>
    public string RuntimeConfigFile => PathOf($"bin/Release/{Framework}/{Name}.runtimeconfig.json");

    /// <summary>The worker under test.</summary>
    public static string WorkerAssembly => Built("Tango.Worker");

    /// <summary>Where the results of one pipeline go.</summary>
    public string CacheDirectory(string pipeline) => PathOf($".tango/{pipeline}");

    /// <summary>Where the engine keeps what it remembers of one pipeline.</summary>
    public string StateDirectory(string pipeline) => PathOf($"obj/Release/{Framework}/tango-{pipeline}");

    /// <summary>The project's assembly and what the compiler got, as the build's items.</summary>
    public ITaskItem[] Code()
    {
        var assembly = new TaskItem(Assembly);
        assembly.SetMetadata("Part", "Assembly");
        return [assembly, .. File.ReadLines(PathOf(ReferencesFile)).Select(line => Reference(line.Split('|')))];
    }

    /// <summary>A project that was created before.</summary>
    public static PipelineProject Open(string directory) => new(directory);

    /// <summary>Creates a project and builds it.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="steps">How many steps of the generated graph it declares; 0: it does not know Tango.Build at all.</param>
    public static PipelineProject Create(string directory, int steps)
    {
        var project = new PipelineProject(directory);
        project.Write(steps);
        project.Build("--nologo");

        // What a first build leaves behind is news to the second.
        project.Build("--no-restore");
        return project;
    }

    /// <summary>Builds it.</summary>
    /// <returns>What the build said.</returns>
    public string Build(string option) =>
        DotNet.RunAsync(DirectoryPath, ["build", "-c", "Release", "-tl:off", option]).GetAwaiter().GetResult().EnsureSuccess().Output;

    /// <summary>The full path of something in it.</summary>
    public string PathOf(string relativePath) => Path.GetFullPath(relativePath, DirectoryPath);

    /// <summary>Writes down what the compiler gets, for <see cref="Code"/>.</summary>
    public void WriteReferences()
    {
        var arguments = (string[])["msbuild", "-t:ResolveReferences", "-p:Configuration=Release", "-getItem:ReferencePath"];
        var json = DotNet.RunAsync(DirectoryPath, arguments).GetAwaiter().GetResult().EnsureSuccess().StandardOutput;
        using var document = JsonDocument.Parse(json);
        var references = document.RootElement.GetProperty("Items").GetProperty("ReferencePath").EnumerateArray();
        File.WriteAllLines(PathOf(ReferencesFile), references.Select(reference => string.Join('|', ReferenceColumns.Select(column =>
            reference.TryGetProperty(column, out var value) ? value.GetString() : ""))));
    }

    private static TaskItem Reference(string[] columns)
    {
        var item = new TaskItem(columns[0]);
        for (var i = 1; i < columns.Length; i++)
            item.SetMetadata(ReferenceColumns[i], columns[i]);

        item.SetMetadata("Part", "Reference");
        return item;
    }

    private void Write(int steps)
    {
        var project = ProjectCreator.Templates.SdkCsproj(ProjectFile, Framework, "Exe")
            .Property("ImplicitUsings", "enable")
            .Property("Nullable", "enable")
            .ItemInclude("Compile", Repository.PathOf("benchmarks/Tango.Benchmarks/Steps/*.cs"))
            .ItemInclude("Reference", Built("Tango.Core"));
        for (var step = 0; step < steps; step++)
        {
            var (a, b) = LayeredGraph.Arguments(step);
            project.ItemInclude("TangoStep", LayeredGraph.Name(step), [new("Type", "Add"), new("A", a), new("B", b)]);
        }

        project.Save();
        File.WriteAllText(PathOf("Program.cs"), "return 0;\n");
        if (steps > 0)
            ImportTango();
    }

    // At the places where the package's files are imported.
    private void ImportTango()
    {
        ProjectCreator.Create(PathOf("Directory.Build.props"))
            .Property("TangoTasksAssembly", Built("Tango.Build.Tasks"))
            .Property("TangoWorkerAssembly", WorkerAssembly)
            .Import(Repository.PathOf("build/Tango.Build.props"))
            .Save();
        ProjectCreator.Create(PathOf("Directory.Build.targets")).Import(Repository.PathOf("build/Tango.Build.targets")).Save();
    }

    private static string Built(string project) => Repository.PathOf($"src/{project}/bin/{Repository.Configuration}/{Framework}/{project}.dll");
}
