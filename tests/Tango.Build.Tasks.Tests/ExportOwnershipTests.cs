using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;
using Tango.Graph.Exports;
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
    public void Files_in_the_output_directory_belong_to_the_build(string path, bool isOwn) =>
        Assert.Equal(isOwn, Ownership("bin/Debug").MayReplace(_directory.PathOf(path), ExportMode.Protect));

    [Fact]
    public void So_is_what_any_configuration_has_exported()
    {
        var path = _directory.PathOf("Generated/a.cs");
        ExportList.Load(_directory.PathOf("obj/Release/net10.0/tango"))
            .After(_directory.Path, () => [Declared.Step("a", ("ExportTo", path))], [new StepOutcome("a", "A-1", StepState.Ran, "/cache/A-1", "text") { ExportedTo = path, ExportedFiles = [path] }])
            .Save();

        Assert.True(Ownership("bin/Debug").MayReplace(path, ExportMode.Protect));
        Assert.False(Ownership("bin/Debug").MayReplace(_directory.PathOf("Generated/b.cs"), ExportMode.Protect));
    }

    // A clone knows of no earlier export: the step itself has to say that the file is its.
    [Theory]
    [InlineData("Generated/a.cs", true)]
    [InlineData("bin/App.dll", false)]
    public void What_a_step_says_is_its_own_from_the_start_is(string path, bool isOwn) => Assert.Equal(
        isOwn,
        new ExportOwnership(_directory.Path, _directory.PathOf("bin"), _directory.PathOf("obj"), _directory.PathOf("bin/App.dll")).MayReplace(_directory.PathOf(path), ExportMode.Replace));

    [Fact]
    public void A_project_that_builds_into_its_own_folder_owns_nothing_there() => Assert.False(Ownership(".").MayReplace(_directory.PathOf("a.cs"), ExportMode.Protect));

    [Fact]
    public void The_program_itself_is_no_place_for_an_export() =>
        Assert.False(new ExportOwnership(_directory.Path, _directory.PathOf("bin"), _directory.PathOf("obj"), _directory.PathOf("bin/App.dll")).MayReplace(_directory.PathOf("bin/App.dll"), ExportMode.Protect));

    private ExportOwnership Ownership(string output) => new(_directory.Path, _directory.PathOf(output), _directory.PathOf("obj"));
}
