using Tango.Reports;

namespace Tango.Core.Tests.Reports;

/// <summary>Names that differ only in numbers are a family.</summary>
public sealed class StepFamiliesTests
{
    [Theory]
    [InlineData("model", "model", "model")]
    [InlineData("feature-1-6", "feature-1-*", "feature-*-*")]
    [InlineData("load007", "load*", "load*")]
    [InlineData("2024-report.v2-final", "2024-report.v*-final", "*-report.v*-final")]
    [InlineData("größe ٣", "größe ٣", "größe ٣")]
    public void A_name_is_that_of_its_family_by_its_last_number_or_by_all(string name, string last, string all) =>
        Assert.Equal([last, all], StepFamilies.Levels.Select(familyOf => familyOf(name)));
}
