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

    [Theory]
    [InlineData("shared/one.csv")]
    [InlineData("shared/sub;folder/one.csv")]
    [InlineData("App2/one.csv")]
    [InlineData("App.csproj.csv")]
    public void Files_outside_of_the_project_keep_their_places_among_each_other(string path)
    {
        var common = Path.GetDirectoryName(_paths.OfInput(At("list.csv")));

        Assert.StartsWith("outside/", common, StringComparison.Ordinal);
        Assert.Equal(path, Path.GetRelativePath(common!, _paths.OfInput(At(path))).Replace(Path.DirectorySeparatorChar, '/'));
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
