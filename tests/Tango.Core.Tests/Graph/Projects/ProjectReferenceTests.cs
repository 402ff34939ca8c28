using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Core.Tests.Graph.Projects;

public sealed class ProjectReferenceTests : IDisposable
{
    private readonly Project _project = new();
    private readonly OtherProject _data = new OtherProject()
        .With<CountTo>("numbers")
        .With<SplitLast>("split")
        .With<CountTo>("train-a")
        .With<CountTo>("train-b")
        .With<Squares>("squares");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("ref:Data/numbers", "Data/numbers")]
    [InlineData(" ref:data/NUMBERS ", "Data/numbers")]
    [InlineData("ref:Data/split.Train", "Data/split", "Train")]
    [InlineData("{\"ref\": \"Data/split.Train\"}", "Data/split", "Train")]
    [InlineData("{\"ref\": \"Data/split\", \"key\": \"Train\"}", "Data/split", "Train")]
    public void A_reference_names_a_project_a_step_and_a_way_into_its_result(string text, string step, params string[] path)
    {
        _project.Declare<Total>("sum", "Numbers=" + text);

        var node = OtherProject.Graph(_project, _data.Pipeline).Find("sum")!;

        Assert.Equal(new ArgumentValue.Reference(new StepReference(step, [.. path])), node.Arguments.Single().Value);
        Assert.Equal(step, Assert.Single(node.Inputs).Referenced!.Name);
    }

    [Theory]
    [InlineData("ref:Data/train-*", "Data/train-a", "Data/train-b")]
    [InlineData("ref:Data/train-b;ref:Data/split.Test;ref:Data/train-a", "Data/train-b", "Data/split", "Data/train-a")]
    [InlineData("[{\"ref\": \"Data/numbers\"}, {\"ref\": \"Data/split\", \"key\": \"Test\"}]", "Data/numbers", "Data/split")]
    public void Lists_and_patterns_name_several(string text, params string[] steps)
    {
        _project.Declare<Totals>("sum", "Lists=" + text);

        Assert.Equal(steps, OtherProject.Graph(_project, _data.Pipeline).Find("sum")!.Inputs.Select(input => input.Name));
    }

    // A slash in brackets is a key's; and no name of a step may hold one.
    [Fact]
    public void A_slash_in_a_key_names_no_project()
    {
        _project.Declare<Squares>("squares", "Count=2").Declare<Plus>("sum", "Left=ref:squares[a/b]");

        Assert.Equal<string>(["a/b"], ((ArgumentValue.Reference)OtherProject.Graph(_project).Find("sum")!.Arguments[0].Value).Target.Path);
    }

    // Where a step is declared is no part of what it is.
    [Fact]
    public void A_step_has_the_same_id_whichever_project_declares_what_it_takes()
    {
        _project.Declare<CountTo>("numbers", "Count=3").Declare<Total>("sum", "Numbers=ref:numbers");
        var (here, upstream) = (_project.UniqueId("sum"), _project.UniqueId("numbers"));
        var data = new OtherProject().With<CountTo>("numbers", step => step with { UniqueId = upstream });
        _project.DeclareAnew().Declare<Total>("sum", "Numbers=ref:Data/numbers");

        var graph = OtherProject.Graph(_project, data.Pipeline);

        Assert.Equal(here, Project.Identities(graph)[graph.Find("sum")!.Index].UniqueId);
    }

    [Fact]
    public void What_takes_a_result_that_cannot_be_found_again_cannot_either()
    {
        var data = new OtherProject().With<Constant>("dice", step => step with { IsFindable = false });
        _project.Declare<Plus>("sum", "Left=ref:Data/dice");

        Assert.All(Project.Identities(OtherProject.Graph(_project, data.Pipeline)), identity => Assert.False(identity.IsFindable));
    }

    [Theory]
    [InlineData("ref:Dat/numbers", "TANGO0410", "refers in Numbers to 'Dat/numbers', but this project has no ProjectReference to a project 'Dat'. Did you mean 'Data'?")]
    [InlineData("ref:Library/numbers", "TANGO0411", "'numbers' of project 'Library', but there is no such step. It declares no steps")]
    [InlineData("ref:Data/nubmers", "TANGO0411", "'nubmers' of project 'Data', but there is no such step. Did you mean 'numbers'?")]
    [InlineData("ref:Data/test-*", "TANGO0411", "'test-*' of project 'Data', but there is no such step.")]
    [InlineData("ref:Data/split.Trian", "TANGO0012", "TwoParts has no 'Trian'. Did you mean 'Train'")]
    public void A_reference_into_nothing_says_what_there_is(string text, string code, string message)
    {
        _project.Declare<Total>("sum", "Numbers=" + text);

        var mistake = OtherProject.Mistake(_project, _data.Pipeline);

        Assert.Equal((code, "sum", "Numbers"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_is_not_kept_cannot_be_shared()
    {
        var data = new OtherProject().With<CountTo>("numbers", step => step with { NotCachedBecause = "depends on dice, which is not deterministic" });
        _project.Declare<Total>("sum", "Numbers=ref:Data/numbers");

        var mistake = OtherProject.Mistake(_project, data.Pipeline);

        Assert.Equal("TANGO0412", mistake.Code);
        Assert.Contains("'Data/numbers', whose result is not cached: depends on dice, which is not deterministic.", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_type_that_this_project_does_not_know_cannot_be_read()
    {
        var data = new OtherProject().With<CountTo>("numbers", step => step with { Assembly = "Data" });
        _project.Declare<Total>("sum", "Numbers=ref:Data/numbers");

        Assert.Equal("TANGO0414", OtherProject.Mistake(_project, data.Pipeline).Code);
    }

    [Fact]
    public void A_name_that_two_projects_have_is_not_guessed()
    {
        var twin = new OtherProject { File = "/repo/Old/Data.csproj" }.With<CountTo>("numbers");
        _project.Declare<Total>("sum", "Numbers=ref:Data/numbers");

        var mistake = OtherProject.Mistake(_project, _data.Pipeline, twin.Pipeline);

        Assert.Equal("TANGO0415", mistake.Code);
        Assert.Contains("/repo/Data/Data.csproj and /repo/Old/Data.csproj", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_another_type_names_both_places()
    {
        _project.Declare<Total>("sum", "Numbers=ref:Data/split");

        var mistake = OtherProject.Mistake(_project, _data.Pipeline);

        Assert.Equal(("TANGO0011", "sum"), (mistake.Code, mistake.Subject.Step));
        Assert.Equal(new DiagnosticSubject("/repo/Data/Data.csproj", "split"), mistake.Related);
    }

    [Fact]
    public void Order_among_projects_is_not_declared()
    {
        _project.Declare<Constant>("one", "Value=1", "DependsOn=Data/numbers");

        Assert.Equal("TANGO0013", OtherProject.Mistake(_project, _data.Pipeline).Code);
    }
}
