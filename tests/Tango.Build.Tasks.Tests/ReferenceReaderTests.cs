using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks.Tests;

public sealed class ReferenceReaderTests
{
    [Fact]
    public void References_are_told_apart_by_whose_they_are()
    {
        var read = ReferenceReader.Read(
            "/repo/obj/App.dll",
            [
                Reference("/sdk/System.Runtime.dll", ("FrameworkReferenceName", "Microsoft.NETCore.App"), ("NuGetPackageId", "Microsoft.NETCore.App.Ref")),
                Reference("/packages/csvhelper/33.0.1/CsvHelper.dll", ("NuGetPackageId", "CsvHelper"), ("NuGetPackageVersion", "33.0.1")),
                Reference("/repo/Lib/bin/Lib.dll", ("ReferenceSourceTarget", "ProjectReference")),
                Reference("/repo/src/bin/Tango.Core.dll", ("ReferenceSourceTarget", "ProjectReference")),
                Reference("/repo/libs/Plain.dll"),
            ]);

        Assert.Equal("/repo/obj/App.dll", read.Main);
        Assert.Equal(5, read.References.Length);
        Assert.Equal("/repo/Lib/bin/Lib.dll", Assert.Single(read.ProjectAssemblies));
        Assert.Equal(KeyValuePair.Create("CsvHelper", "CsvHelper/33.0.1"), Assert.Single(read.PackageVersions));
    }

    private static TaskItem Reference(string path, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(path);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);

        return item;
    }
}
