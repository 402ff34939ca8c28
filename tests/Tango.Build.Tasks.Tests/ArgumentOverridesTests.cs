using System.Collections.Immutable;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Graph;

namespace Tango.Build.Tasks.Tests;

public sealed class ArgumentOverridesTests
{
    private static readonly ImmutableArray<StepDeclaration> Declarations =
    [
        Declared.Step("model", ("Epochs", "10"), ("Rows", "ref:split")),
        Declared.Step("model.large", ("Epochs", "50")),
        Declared.Step("split"),
    ];

    [Theory]
    [InlineData("model.Epochs=20", "Epochs=20, Rows=ref:split", "Epochs=50", "")]
    [InlineData("model.Epochs=20;split.Seed=7", "Epochs=20, Rows=ref:split", "Epochs=50", "Seed=7")]
    [InlineData("MODEL.epochs=20", "Rows=ref:split, epochs=20", "Epochs=50", "")]
    [InlineData("model.large.Epochs=60", "Epochs=10, Rows=ref:split", "Epochs=60", "")]
    [InlineData(" model.Epochs = 20 ; ", "Epochs=20, Rows=ref:split", "Epochs=50", "")]
    [InlineData("model.Epochs=1;model.Epochs=2", "Epochs=2, Rows=ref:split", "Epochs=50", "")]
    [InlineData("split.Filter=a=b.c", "Epochs=10, Rows=ref:split", "Epochs=50", "Filter=a=b.c")]
    [InlineData("split.Parts=64;32;model.Epochs=3", "Epochs=3, Rows=ref:split", "Epochs=50", "Parts=64;32 [64|32]")]
    [InlineData("split.Name=", "Epochs=10, Rows=ref:split", "Epochs=50", "Name=")]
    public void A_value_replaces_the_argument_or_adds_it(string overrides, string model, string large, string split) =>
        Assert.Equal([model, large, split], ArgumentOverrides.Apply(overrides, Declarations, "App.csproj").Select(Declared.Show));

    [Fact]
    public void What_names_a_project_is_for_that_project_alone()
    {
        const string Overrides = "app/model.Epochs=20;Training/model.Epochs=30;Training/model.Layers=64;32;App/split.Paths=a/b;c/d";

        Assert.Equal(
            ["Epochs=20, Rows=ref:split", "Epochs=50", "Paths=a/b;c/d [a/b|c/d]"],
            ArgumentOverrides.Apply(Overrides, Declarations, "/repo/App.csproj").Select(Declared.Show));
    }

    [Theory]
    [InlineData("modle.Epochs=20", "there is no step 'modle'. Did you mean 'model'? If a step of another project is meant, write PROJECT/modle.")]
    [InlineData("scores.Rows=5", "there is no step 'scores'. The steps are 'model', 'model.large', 'split'. If a step of another project is meant, write PROJECT/scores.")]
    [InlineData("App/modle.Epochs=20", "there is no step 'modle'. Did you mean 'model'?")]
    [InlineData("app/scores.Rows=5", "there is no step 'scores'. The steps are 'model', 'model.large', 'split'.")]
    public void A_step_that_another_project_may_have_is_said_to_need_its_name(string overrides, string message)
    {
        var thrown = Assert.Throws<TangoException>(() => ArgumentOverrides.Apply(overrides, Declarations, "/repo/App.csproj"));

        Assert.EndsWith(message, Assert.Single(thrown.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_match_nothing_are_reported()
    {
        var thrown = Assert.Throws<TangoException>(
            () => ArgumentOverrides.Apply("modle.Epochs=20;split.Seed=7;Epochs=3;.a=1;model.=2", Declarations, "App.csproj"));

        Assert.Equal(
            """
            App.csproj: error TANGO0018: TangoSet: 'modle.Epochs=20' is not a valid override: there is no step 'modle'. Did you mean 'model'? If a step of another project is meant, write PROJECT/modle.
            App.csproj: error TANGO0018: TangoSet: 'Epochs=3' is not a valid override: write STEP.Argument=value.
            App.csproj: error TANGO0018: TangoSet: '.a=1' is not a valid override: write STEP.Argument=value.
            App.csproj: error TANGO0018: TangoSet: 'model.=2' is not a valid override: write STEP.Argument=value.
            """,
            string.Join('\n', thrown.Diagnostics));
    }
}
