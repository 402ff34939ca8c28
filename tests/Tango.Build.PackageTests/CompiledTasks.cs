using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class CompiledTasks
{
    private const string Portable = "package/tasks/net10.0/Tango.Build.Tasks.dll";
    private const string Compiled = "package/tasks/net10.0/linux-x64/Tango.Build.Tasks.dll";

    [Theory]
    [InlineData("linux-x64", Compiled)]
    [InlineData("linux-riscv64", Portable)]
    [InlineData("", Portable)]
    public async Task Are_loaded_where_the_package_has_them_for_the_machine(string machine, string expected)
    {
        using var directory = TestDirectory.Create();
        directory.Write(Portable, "");
        directory.Write(Compiled, "");
        directory.Write("package/build/Tango.Build.Cache.targets", File.ReadAllText(Repository.PathOf("build/Tango.Build.Cache.targets")));
        var project = ProjectCreator.Create(directory.PathOf("App.proj")).Import(directory.PathOf("package/build/Tango.Build.Cache.targets")).Save();

        var read = await DotNet.RunAsync(
            directory.Path, ["msbuild", project.FullPath, $"-p:NETCoreSdkPortableRuntimeIdentifier={machine}", "-getProperty:TangoTasksAssembly"]);

        Assert.Equal(directory.PathOf(expected), Path.GetFullPath(read.EnsureSuccess().StandardOutput));
    }
}
