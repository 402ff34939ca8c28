using System.Runtime.InteropServices;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>The worker loads the Tango.Core that a released package has compiled for this machine. The tests pack none, so here the portable one stands in its place.</summary>
public sealed class CompiledWorker
{
    private static readonly string[] Machines = ["linux-x64", "linux-arm64", "win-x64", "osx-arm64"];

    [Fact]
    public async Task Takes_the_compiled_assembly_of_the_package_instead_of_the_one_of_the_program()
    {
        if (!Machines.Contains(RuntimeInformation.RuntimeIdentifier))
            return;

        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "throw new InvalidOperationException($\"[{typeof(Step).Assembly.Location}]\");");
        (await app.BuildAsync("-t:Restore")).EnsureSuccess();
        var worker = Path.GetFullPath((await app.BuildAsync("-getProperty:TangoWorkerAssembly")).EnsureSuccess().Result.StandardOutput.Trim());
        var compiled = CopyPackage(worker, app.PathOf("a package"));
        await WriteListAsync(app.PathOf("a package/tools/net10.0/Tango.Worker.compiled.deps.json"));

        var build = await app.BuildAsync($"-p:TangoWorkerAssembly={app.PathOf("a package/tools/net10.0/Tango.Worker.dll")}");
        var portable = await app.BuildAsync();

        Assert.Contains($"[{compiled}]", build.Result.Output, StringComparison.Ordinal);
        Assert.Contains($"[{app.PathOf("bin/Debug/net10.0/Tango.Core.dll")}]", portable.Result.Output, StringComparison.Ordinal);
    }

    private static string CopyPackage(string worker, string copy)
    {
        var tools = Directory.CreateDirectory(Path.Combine(copy, "tools", "net10.0")).FullName;
        foreach (var file in (string[])[worker, Path.ChangeExtension(worker, ".runtimeconfig.json")])
            File.Copy(file, Path.Combine(tools, Path.GetFileName(file)));

        var compiled = Path.Combine(copy, "tasks", "net10.0", RuntimeInformation.RuntimeIdentifier, "Tango.Core.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(compiled)!);
        File.Copy(Path.Combine(Path.GetDirectoryName(worker)!, "../../tasks/net10.0/Tango.Core.dll"), compiled);
        return compiled;
    }

    private static async Task WriteListAsync(string path) => (await DotNet.RunAsync(
        Repository.Root,
        ["msbuild", "src/Tango.Build.Tasks/Tango.Build.Tasks.csproj", "-t:ListCompiledForWorker", "-p:TangoReadyToRun=true", $"-p:TangoWorkerList={path}"])).EnsureSuccess();
}
