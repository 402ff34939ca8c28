using Tango.Execution.Plans;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class NodePathsTests
{
    private static readonly string Root = Path.GetFullPath("/src;%41 'a'");

    private readonly NodePaths _paths = new(new ExecutionPlan
    {
        ToolVersion = "1.2.3",
        ProjectFile = At("App/App.csproj"),
        Assembly = At("App/bin/Debug/App.dll"),
        AdditionalAssemblies = [At("Steps/bin/Steps.dll"), At("App/bin/Debug/Other.dll")],
    });

    [Theory]
    [InlineData("App/App.csproj", "project/App.csproj")]
    [InlineData("App/data/rows.csv", "project/data/rows.csv")]
    [InlineData("App/data/a;b %41 'c'.csv", "project/data/a;b %41 'c'.csv")]
    [InlineData("App/bin/Debug/rows.csv", "project/bin/Debug/rows.csv")]
    public void A_file_of_the_project_keeps_its_place_in_the_project(string path, string place) => Assert.Equal(place, _paths.OfInput(At(path)));

    [Fact]
    public void Files_outside_of_the_project_keep_their_names_and_their_neighbours()
    {
        var (one, two, other) = (_paths.OfInput(At("shared/one.csv")), _paths.OfInput(At("shared/two.csv")), _paths.OfInput(At("App2/one.csv")));

        Assert.Equal(Path.GetDirectoryName(one), Path.GetDirectoryName(two));
        Assert.NotEqual(Path.GetDirectoryName(one), Path.GetDirectoryName(other));
        Assert.All([one, two, other], place => Assert.StartsWith("outside/", place, StringComparison.Ordinal));
        Assert.Equal(["one.csv", "two.csv", "one.csv"], new[] { one, two, other }.Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Steps/bin/Steps.dll", "program/0/Steps.dll")]
    [InlineData("App/bin/Debug/App.dll", "program/1/App.dll")]
    [InlineData("App/bin/Debug/runtimes/linux-x64/native/lib.so", "program/1/runtimes/linux-x64/native/lib.so")]
    [InlineData("App/bin/Other.dll", null)]
    [InlineData("App/bin/Debug2/Other.dll", null)]
    public void A_file_beside_a_program_is_in_its_folder(string path, string? place) => Assert.Equal(place, _paths.InProgram(At(path)));

    private static string At(string relative) => Path.Combine(Root, relative);
}
