using Tango.Execution.Worker;

namespace Tango.Core.Tests.Execution.Worker;

public sealed class CompiledCoreTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/more/deps", ":/more/deps")]
    [InlineData("/more/a.deps.json:/more/b.deps.json", ":/more/a.deps.json:/more/b.deps.json")]
    public void The_host_is_told_of_the_package_and_of_what_the_user_has_given_to_every_program(string? others, string after)
    {
        using var project = new Project();
        var list = project.Write("package/tools/net10.0/Tango.Worker.compiled.deps.json", "{}");

        var arguments = CompiledCore.ArgumentsFor(project.PathOf("package/tools/net10.0/Tango.Worker.dll"), others?.Replace(':', Path.PathSeparator));

        Assert.Equal((string[])["--additional-deps", list + after.Replace(':', Path.PathSeparator), "--additionalprobingpath", project.PathOf("package")], arguments);
    }

    // The option is a list of paths.
    [Fact]
    public void A_package_whose_path_cannot_be_in_a_list_is_used_without_its_compiled_assemblies()
    {
        using var project = new Project();
        project.Write($"pack{Path.PathSeparator}age/tools/net10.0/Tango.Worker.compiled.deps.json", "{}");

        Assert.Empty(CompiledCore.ArgumentsFor(project.PathOf($"pack{Path.PathSeparator}age/tools/net10.0/Tango.Worker.dll"), others: null));
    }

    [Fact]
    public void A_worker_without_compiled_assemblies_is_started_as_ever()
    {
        using var project = new Project();

        Assert.Empty(CompiledCore.ArgumentsFor(project.Write("package/tools/net10.0/Tango.Worker.dll", ""), "/more/deps"));
    }
}
