using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Running;

namespace Tango.Core.Tests.Execution.Running;

public sealed class StepFolderTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("train model-2.5")]
    [InlineData("…")]
    [InlineData(".hidden")]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("comx")]
    [InlineData("COM10")]
    [InlineData("größe")]
    public void A_folder_has_the_name_of_its_step(string step) => Assert.Equal(step, StepFolder.NameOf(step));

    [Theory]
    [InlineData("con")]
    [InlineData("CON")]
    [InlineData("con.txt")]
    [InlineData("con .txt")]
    [InlineData("nul")]
    [InlineData("aux.tar.gz")]
    [InlineData("com1")]
    [InlineData("COM²")]
    [InlineData("lpt9.x")]
    [InlineData("conin$")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("...")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a~b")]
    [InlineData("u\u0308")]
    public void A_name_that_a_file_system_refuses_or_changes_gets_a_digest(string step)
    {
        var folder = StepFolder.NameOf(step);

        Assert.Contains('~', folder);
        Assert.NotEqual(folder, StepFolder.NameOf(step + "x"));
        Assert.DoesNotContain(folder[^1], ". ");
        Assert.Equal(folder, Path.GetFileName(folder));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('€')]
    public void A_long_name_is_cut(char character)
    {
        var folder = StepFolder.NameOf(new string(character, 5000));

        Assert.InRange(Encoding.UTF8.GetByteCount(folder), 50, 255);
        Assert.NotEqual(folder, StepFolder.NameOf(new string(character, 5001)));
    }

    [Theory]
    [InlineData("con")]
    [InlineData("a.")]
    [InlineData("...")]
    [InlineData("LONG")]
    public async Task A_step_with_such_a_name_runs_in_a_folder_below_the_others(string name)
    {
        using var project = new Project();
        name = name == "LONG" ? new string('n', 255) : name;
        project.DeclareCommand(name, "echo hello", "CacheResults=false").Declare<WritesFileUncached>("other", "Content=x");
        var scratch = Path.Combine(project.StateDirectory, "steps");
        var events = new RecordedEvents();

        await project.RunAsync(project.ExecutionPlan() with { ScratchDirectory = scratch }, events);

        Assert.Empty(events.Failed);
        Assert.Equal(2, Directory.GetDirectories(scratch).Length);
        Assert.Equal(["plan.json", "steps"], Directory.GetFileSystemEntries(project.StateDirectory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
