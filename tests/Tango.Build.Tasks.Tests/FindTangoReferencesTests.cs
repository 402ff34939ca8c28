using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;

namespace Tango.Build.Tasks.Tests;

public sealed class FindTangoReferencesTests
{
    [Theory]
    [InlineData("ref:Data/split.Train", "Data")]
    [InlineData("ref:data/split", "Data")]
    [InlineData("ref:My.Data/a;ref:Data/b", "Data", "My.Data")]
    [InlineData("{\"ref\": \"Data/split\"}", "Data")]
    [InlineData("{\"ref\": \"Data\\/split\"}", "Data")]
    [InlineData("ref:Data (old)/x", "Data (old)")]
    [InlineData("ref:Data %28old%29/x", "Data (old)")]
    [InlineData("ref:split.Data")]
    [InlineData("Data/iris.csv")]
    [InlineData("ref:split[a/b]")]
    [InlineData("ref:Database/x")]
    public void Finds_the_projects_that_a_value_refers_to(string value, params string[] named)
    {
        var step = new TaskItem("step");
        step.SetMetadata("Plain", "Data/x");
        step.SetMetadata("Rows", value);
        var task = new FindTangoReferences
        {
            BuildEngine = new RecordingEngine(),
            ProjectFile = "/repo/App/App.csproj",
            Steps = [step],
            ProjectReferences = [new TaskItem("../Data/Data.csproj"), new TaskItem("../My.Data.csproj"), new TaskItem("../Data %28old%29.csproj")],
        };

        Assert.True(task.Execute());
        Assert.Equal(named, task.Named.Select(project => Path.GetFileNameWithoutExtension(project.ItemSpec)).Order(StringComparer.Ordinal));
    }
}
