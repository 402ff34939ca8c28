using System.Text.Json;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>A user's project outside the repository that refers to the packed Tango.Build.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly TestDirectory _directory;
    private readonly string _marks;

    private Consumer(TestDirectory directory, PackageFeed feed)
    {
        _directory = directory;
        Feed = feed;
        _marks = directory.PathOf("step-marks");
        System.IO.Directory.CreateDirectory(_marks);
        Worker = new Worker(directory);
        Write("nuget.config", feed.NuGetConfig());
    }

    public PackageFeed Feed { get; }

    /// <summary>Counts the worker processes of its builds.</summary>
    public Worker Worker { get; }

    /// <summary>The folder of the project.</summary>
    public string Folder => _directory.PathOf("App");

    /// <summary>Additional environment variables of its builds.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    public string ProjectFile => PathOf("App.csproj");

    public string Cache => PathOf(".tango/cache");

    private IEnumerable<KeyValuePair<string, string?>> AllVariables => [.. Environment, new(Pipeline.MarksVariable, _marks)];

    /// <summary>The entries of the cache by step type, e.g. <c>Sum</c>.</summary>
    public IReadOnlyList<string> EntriesOf(string stepType) => System.IO.Directory.GetDirectories(Cache, stepType + "-*");

    /// <summary>The run records at the root of the repository, the oldest first.</summary>
    public IReadOnlyList<JsonElement> RunRecords() =>
        [.. System.IO.Directory.GetFiles(PathOf(".tango/runs")).Order(StringComparer.Ordinal).Select(path => JsonElement.Parse(File.ReadAllBytes(path)))];

    /// <summary>A project with the pipeline of <see cref="Pipeline"/>.</summary>
    public static async Task<Consumer> WithPipelineAsync(bool awkwardPath = false, Action<ProjectCreator>? more = null)
    {
        var consumer = await EmptyAsync(awkwardPath);
        consumer.Write(Pipeline.StepsFile, Pipeline.Steps);
        consumer.WriteProgram();
        consumer.WriteProject(project =>
        {
            project.Property("OutputType", "Exe");
            DeclarePipeline(project);
            more?.Invoke(project);
        });
        return consumer;
    }

    /// <summary>A folder for a project.</summary>
    public static async Task<Consumer> EmptyAsync(bool awkwardPath = false)
    {
        var feed = await PackageFeed.GetAsync();
        return new Consumer(awkwardPath ? TestDirectory.CreateWithAwkwardName() : TestDirectory.Create(), feed);
    }

    public static void DeclarePipeline(ProjectCreator project) => project
        .TangoStep("numbers", "Numbers", ("Count", "4"))
        .TangoStep("sum", "Sum", ("Of", "ref:numbers"))
        .TangoStep("report", "WriteReport", ("Total", "ref:sum"), ("ExportTo", "$(OutDir)report.json"), ("ExportItem", "Content"))
        .TangoStep("greeting", "Greet", ("Name", "World"));

    public void WriteProgram() => Write("Program.cs", "Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"report.json\")));");

    public void WriteProject(Action<ProjectCreator> content, string? targetFramework = "net10.0", string path = "App.csproj")
    {
        var project = ProjectCreator.Templates.SdkCsproj(PathOf(path), targetFramework)
            .Property("ImplicitUsings", "enable")
            .Property("Nullable", "enable")
            .ItemPackageReference("Tango.Build", Feed.Version);
        content(project);
        project.Save();
    }

    public string PathOf(string relativePath) => Path.GetFullPath(relativePath, Folder);

    public string Write(string relativePath, string content) => _directory.Write(Path.Combine("App", relativePath), content);

    public string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    /// <summary>Replaces the only occurrence of a text in a file.</summary>
    public void Edit(string relativePath, string old, string @new)
    {
        var text = Read(relativePath);
        Assert.Equal(1, text.Split(old).Length - 1);
        Write(relativePath, text.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>The position of a text in a file: <c>(line,column)</c>, as in messages.</summary>
    public string PlaceOf(string relativePath, string text)
    {
        var content = Read(relativePath);
        var index = content.IndexOf(text, StringComparison.Ordinal);
        Assert.True(index >= 0, $"'{text}' is not in {relativePath}.");
        var line = content[..index].Count(character => character == '\n') + 1;
        return $"({line},{index - content.LastIndexOf('\n', index)})";
    }

    /// <summary>Runs <c>dotnet build</c> on the project, and records the steps and workers that ran.</summary>
    public Task<BuildRun> BuildAsync(params IReadOnlyList<string> arguments) => RunAsync(["build", .. arguments]);

    /// <summary>Runs any command of <c>dotnet</c> in the project's folder.</summary>
    public async Task<BuildRun> RunAsync(IReadOnlyList<string> arguments)
    {
        var isAboutWorker = arguments.Any(argument => argument.StartsWith("-p:TangoDotNetHost", StringComparison.Ordinal));
        var isBuild = arguments[0] is "build" or "publish" or "msbuild" or "pack";
        var result = await DotNet.RunAsync(
            Folder,
            isBuild && !isAboutWorker ? [.. arguments, .. Worker.Counted] : arguments,
            AllVariables);
        return new BuildRun(result, TakeStepMarks(), Worker.TakeStarts());
    }

    /// <summary>Installs the tool <c>tango</c>, and returns what runs it in the project's folder.</summary>
    public async Task<Func<string[], Task<DotNetResult>>> InstallToolAsync()
    {
        (await RunAsync(["tool", "install", "Tango.Cli", "--tool-path", "../tools", "--version", Feed.Version])).EnsureSuccess();
        var tool = System.IO.Directory.GetFiles(PathOf("../tools"), "Tango.Cli.dll", SearchOption.AllDirectories).Single();
        return arguments => DotNet.RunAsync(Folder, ["exec", tool, .. arguments], AllVariables);
    }

    /// <summary>Starts <c>dotnet watch</c> with some command in the project's folder.</summary>
    public DotNetWatch Watch(params IReadOnlyList<string> arguments) => new(Folder, arguments, AllVariables);

    public void Dispose() => _directory.Dispose();

    /// <summary>The steps whose code ran since the last call, by name, in alphabetical order.</summary>
    public IReadOnlyList<string> TakeStepMarks()
    {
        var marks = System.IO.Directory.GetFiles(_marks);
        foreach (var mark in marks)
            File.Delete(mark);

        return [.. marks.Select(mark => Path.GetFileNameWithoutExtension(mark)).Order(StringComparer.Ordinal)];
    }
}
