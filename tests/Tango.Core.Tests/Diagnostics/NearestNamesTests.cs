using Tango.Diagnostics;

namespace Tango.Core.Tests.Diagnostics;

public sealed class NearestNamesTests
{
    [Fact]
    public void A_misspelled_name_finds_the_one_that_was_meant() =>
        Assert.Equal(["TrainModel"], NearestNames.Find("TrianModel", ["TrainModel", "ReadCsv", "Evaluate"]));

    [Fact]
    public void Case_is_not_a_difference() =>
        Assert.Equal("Did you mean 'Epochs'?", NearestNames.Suggest("epochs", ["Epochs", "Seed"], "parameters"));

    [Fact]
    public void Nothing_near_lists_what_there_is() =>
        Assert.Equal("The parameters are 'Epochs', 'Seed'.", NearestNames.Suggest("Verbosity", ["Seed", "Epochs"], "parameters"));

    [Fact]
    public void Nothing_at_all_says_so() =>
        Assert.Equal("There are no parameters.", NearestNames.Suggest("Verbosity", [], "parameters"));
}
