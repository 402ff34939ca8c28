using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests;

public sealed class ExportOwnershipTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("bin/Debug/a.json", true)]
    [InlineData("obj/Debug/a.cs", true)]
    [InlineData("Generated/a.cs", false)]
    [InlineData("bin-too/a.json", false)]
    public void What_lies_among_the_output_is_the_build_s_own(string path, bool isOwn) =>
        Assert.Equal(isOwn, Ownership("bin/Debug").Owns(_directory.PathOf(path)));

    [Fact]
    public void So_is_what_any_configuration_has_exported()
    {
        var path = _directory.PathOf("Generated/a.cs");
        ExportList.Load(_directory.PathOf("obj/Release/net10.0/tango"))
            .After(() => [Declared.Step("a", ("ExportTo", path))], [new StepOutcome("a", "A-1", StepState.Ran, "/cache/A-1", "text") { ExportedTo = path, ExportedFiles = [path] }])
            .Save();

        Assert.True(Ownership("bin/Debug").Owns(path));
        Assert.False(Ownership("bin/Debug").Owns(_directory.PathOf("Generated/b.cs")));
    }

    [Fact]
    public void A_project_that_builds_into_its_own_folder_owns_nothing_there() => Assert.False(Ownership(".").Owns(_directory.PathOf("a.cs")));

    [Fact]
    public void The_program_itself_is_no_place_for_an_export() =>
        Assert.False(new ExportOwnership(_directory.Path, _directory.PathOf("bin"), _directory.PathOf("obj"), _directory.PathOf("bin/App.dll")).Owns(_directory.PathOf("bin/App.dll")));

    private ExportOwnership Ownership(string output) => new(_directory.Path, _directory.PathOf(output), _directory.PathOf("obj"));
}
