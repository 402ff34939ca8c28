using System.Text;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>
/// A library for .NET 8 and .NET 10 that is compiled from what steps of a project for .NET 10 export. The library has no step class, so that its framework may be older than theirs.
/// </summary>
public sealed class RunBeforeCompileForOlderFramework
{
    private const string Generator = "../Gen/Gen.csproj";

    private const string WriteClass =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class WriteClass : Step<string>
        {
            public string Run(string text)
            {
                Marks.Leave(text);
                return $"public static class Words {{ public const string All = \"{text}\"; }}";
            }
        }
        """;

    [Fact]
    public async Task Runs_the_pipeline_of_each_framework()
    {
        using var library = await Consumer.EmptyAsync();
        library.Write("../nuget.config", library.Feed.NuGetConfig());
        library.Write("../Gen/Steps.cs", Pipeline.Steps);
        library.Write("../Gen/WriteClass.cs", WriteClass);
        library.WriteProject(_ => { }, path: Generator);
        library.Write("Library.cs", "public static class Library { public static string Text => Words.All; }");
        WriteLibrary(library);

        var build = (await library.BuildAsync()).EnsureSuccess();
        var second = (await library.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoRun")).EnsureSuccess();
        var plan = (await library.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoPlan")).EnsureSuccess();

        Assert.Equal(["for net10.0", "for net8.0"], build.StepsRun);
        Assert.True(IsCompiledWith(library, "net8.0", "for net8.0"));
        Assert.True(IsCompiledWith(library, "net10.0", "for net10.0"));
        Assert.False(File.Exists(library.PathOf("bin/Debug/net8.0/Gen.dll")));
        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(2, second.TangoLines.Count);
        Assert.Equal(2, plan.Result.Lines.Count(line => line.EndsWith(" -> nothing to run.", StringComparison.Ordinal)));
    }

    // The older framework's reference assemblies would have to be downloaded: the newer one's do as well here.
    private static void WriteLibrary(Consumer library)
    {
        const string older = "'$(TargetFramework)' == 'net8.0'";
        ProjectCreator.Create(library.ProjectFile, "Microsoft.NET.Sdk")
            .Property("TargetFrameworks", "net8.0;net10.0")
            .Property("TangoRunBefore", "Compile")
            .Property("DisableImplicitFrameworkReferences", "true", older)
            .ItemInclude("Reference", "$(NetCoreTargetingPackRoot)/Microsoft.NETCore.App.Ref/$(BundledNETCoreAppPackageVersion)/ref/net10.0/*.dll", condition: older)
            .ItemInclude("PackageReference", "Tango.Build", [new("Version", library.Feed.Version), new("PrivateAssets", "all"), new("IncludeAssets", "build;buildTransitive")])
            .ItemInclude("ProjectReference", Generator, [new("ReferenceOutputAssembly", "false")])
            .TangoStep("source", "WriteClass", ("Text", "for $(TargetFramework)"), ("ExportTo", "$(IntermediateOutputPath)Words.cs"), ("ExportItem", "Compile"))
            .Save();
    }

    private static bool IsCompiledWith(Consumer library, string framework, string text) =>
        File.ReadAllBytes(library.PathOf($"bin/Debug/{framework}/App.dll")).AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
