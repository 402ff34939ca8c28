using System.IO.Compression;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class ClassLibrary
{
    // Neither a program nor its packages lie beside a library: the worker finds both all the same.
    [Fact]
    public async Task Runs_its_steps()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(Consumer.DeclarePipeline);

        var build = (await app.RunAsync(["pack", "--configuration", "Debug"])).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/Tango.Core.dll")));

        // What the worker needs to know of the runtime is for this build only.
        using var package = ZipFile.OpenRead(app.PathOf("bin/Debug/App.1.0.0.nupkg"));
        Assert.Equal(["lib/net10.0/App.dll"], package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)));
    }
}
