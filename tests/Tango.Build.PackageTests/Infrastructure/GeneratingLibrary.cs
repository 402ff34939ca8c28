using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>
/// A program whose steps run before it is compiled, and the projects next to it with these steps: one that it refers to, and one that this refers to. <c>source</c> becomes a
/// class that the program uses, <c>words</c> an embedded resource, <c>shout</c> a file next to it.
/// </summary>
internal static class GeneratingLibrary
{
    public const string Source = "Generated/Words.cs";
    public const string Resource = "obj/Debug/net10.0/words.txt";
    public const string Content = "data/shout.txt";

    private const string SharedSteps =
        """
        public static class Marks
        {
            public static void Leave(string step)
            {
                if (Environment.GetEnvironmentVariable("PIPELINE_MARKS") is { } folder)
                    File.WriteAllText(Path.Combine(folder, step + "." + Guid.NewGuid().ToString("N")), "");
            }
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class Shout : Step<string>
        {
            public string Run(string text)
            {
                Marks.Leave("shout");
                return text.ToUpperInvariant();
            }
        }
        """;

    private const string Steps =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class WriteClass : Step<string>
        {
            public string Run(InputFile words)
            {
                Marks.Leave("source");
                return $"public static class Words {{ public const string All = \"{File.ReadAllText(words.Path).Trim()}\"; }}\n";
            }
        }

        [Step(Deterministic = true, Format = "text")]
        public sealed class Copy : Step<string>
        {
            public string Run(InputFile words)
            {
                Marks.Leave("words");
                return File.ReadAllText(words.Path);
            }
        }
        """;

    private const string Program =
        """
        Console.WriteLine(Words.All);
        Console.WriteLine(string.Join(" ", typeof(Words).Assembly.GetManifestResourceNames()));
        Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "shout.txt")).Trim());
        """;

    /// <summary>Writes the projects.</summary>
    /// <param name="reference">Metadata of the program's reference to the project of the steps.</param>
    /// <param name="more">Adds to the program's project.</param>
    public static async Task<Consumer> CreateAsync(IReadOnlyDictionary<string, string?>? reference = null, Action<ProjectCreator>? more = null)
    {
        var app = await Consumer.EmptyAsync();
        app.Write("../nuget.config", app.Feed.NuGetConfig());
        app.Write("../Shared/Shout.cs", SharedSteps);
        app.WriteProject(_ => { }, path: "../Shared/Shared.csproj");
        app.Write("../Gen/Steps.cs", Steps);
        app.WriteProject(project => project.ItemProjectReference("../Shared/Shared.csproj"), path: "../Gen/Gen.csproj");
        app.Write("words.txt", "a b c\n");
        app.Write("Program.cs", Program);
        Declare(app, reference ?? new Dictionary<string, string?> { ["ReferenceOutputAssembly"] = "false" }, more);
        return app;
    }

    private static void Declare(Consumer app, IReadOnlyDictionary<string, string?> reference, Action<ProjectCreator>? more)
    {
        var project = ProjectCreator.Templates.SdkCsproj(app.ProjectFile, outputType: "Exe")
            .Property("ImplicitUsings", "enable")
            .Property("TangoRunBefore", "Compile")
            .ItemInclude("PackageReference", "Tango.Build", [new("Version", app.Feed.Version), new("PrivateAssets", "all"), new("IncludeAssets", "build;buildTransitive")])
            .ItemInclude("ProjectReference", "../Gen/Gen.csproj", reference)
            .TangoStep("source", "WriteClass", ("Words", "words.txt"), ("ExportTo", Source), ("ExportItem", "Compile"))
            .TangoStep("words", "Copy", ("Words", "words.txt"), ("ExportTo", "$(IntermediateOutputPath)words.txt"), ("ExportItem", "EmbeddedResource"))
            .TangoStep("shout", "Shout", ("Text", "ref:words"), ("ExportTo", Content), ("ExportItem", "Content"));
        project.CustomAction(root => root
            .AddItemDefinitionGroup()
            .AddItemDefinition("Content")
            .AddMetadata("CopyToOutputDirectory", "PreserveNewest", expressAsAttribute: false));
        more?.Invoke(project);
        project.Save();
    }
}
