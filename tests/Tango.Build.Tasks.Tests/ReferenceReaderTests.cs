using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.Tasks.Tests;

public sealed class ReferenceReaderTests
{
    [Fact]
    public void References_are_classified_by_their_origin()
    {
        var read = ReferenceReader.Read(
            "/repo/obj/App.dll",
            [
                Reference("/sdk/System.Runtime.dll", ("FrameworkReferenceName", "Microsoft.NETCore.App"), ("NuGetPackageId", "Microsoft.NETCore.App.Ref")),
                Reference("/packages/csvhelper/33.0.1/CsvHelper.dll", ("NuGetPackageId", "CsvHelper"), ("NuGetPackageVersion", "33.0.1")),
                Reference("/repo/Lib/bin/Lib.dll", ("ReferenceSourceTarget", "ProjectReference"), ("MSBuildSourceProjectFile", "/repo/Lib/Lib.csproj")),
                Reference("/repo/src/bin/Tango.Core.dll", ("ReferenceSourceTarget", "ProjectReference")),
                Reference("/repo/libs/Plain.dll"),
            ],
            []);

        Assert.Equal("/repo/obj/App.dll", read.Main);
        Assert.Equal(5, read.References.Length);
        Assert.Equal("/repo/Lib/bin/Lib.dll", Assert.Single(read.ProjectAssemblies));
        Assert.Equal(KeyValuePair.Create("CsvHelper", "CsvHelper/33.0.1"), Assert.Single(read.PackageVersions));
        Assert.Equal("/repo/libs/Plain.dll", Assert.Single(read.PathReferences));
        Assert.Equal(KeyValuePair.Create("Lib", Path.GetDirectoryName("/repo/Lib/Lib.csproj")!), Assert.Single(read.ProjectFolders));
    }

    [Fact]
    public void Projects_that_only_another_project_refers_to_are_projects()
    {
        var read = ReferenceReader.Read(
            "/repo/obj/App.dll",
            [Reference("/repo/Lib/bin/Lib.dll", ("ReferenceSourceTarget", "ProjectReference"))],
            [
                Reference("/repo/Lib/bin/Base.dll", ("CopyLocal", "true"), ("ReferenceSourceTarget", "ProjectReference")),
                Reference("/repo/Lib/bin/Tango.Core.dll", ("CopyLocal", "true"), ("ReferenceSourceTarget", "ProjectReference")),
                Reference("/repo/libs/Behind.dll", ("CopyLocal", "true"), ("ReferenceSourceTarget", "ResolveAssemblyReference")),
                Reference("/sdk/System.Runtime.dll", ("CopyLocal", "false")),
                Reference("/packages/x/1.0.0/X.dll", ("CopyLocal", "true"), ("NuGetPackageId", "X"), ("NuGetPackageVersion", "1.0.0")),
            ]);

        Assert.Equal<string>(["/repo/Lib/bin/Lib.dll", "/repo/Lib/bin/Base.dll"], read.ProjectAssemblies);
        Assert.Equal("/repo/libs/Behind.dll", Assert.Single(read.PathReferences));
        Assert.Equal(6, read.References.Length);
    }

    [Fact]
    public void Before_the_compiler_steps_come_from_all_referenced_projects()
    {
        using var directory = TestDirectory.Create();
        var alone = directory.PathOf("Gen/bin/Gen.dll");
        directory.Write("Gen/bin/Gen.deps.json", "{}");

        var read = ReferenceReader.ReadWithoutProject(CodeItems.Read(
        [
            TaskRequests.Part("Reference", "/repo/Lib/bin/Lib.dll", ("ReferenceSourceTarget", "ProjectReference")),
            TaskRequests.Part("StepProject", alone),
            TaskRequests.Part("StepProject", directory.PathOf("Native/native.so")),
        ]));

        Assert.Equal("/repo/Lib/bin/Lib.dll", read!.Main);
        Assert.Equal<string>([alone], read.ProjectAssemblies);
        Assert.Equal<string>([directory.PathOf("Gen/bin/Gen.deps.json")], read.DependencyFiles);
        Assert.Null(ReferenceReader.ReadWithoutProject(CodeItems.Read([TaskRequests.Part("Reference", "/repo/libs/Plain.dll")])));
    }

    private static TaskItem Reference(string path, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(path);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);

        return item;
    }
}
