using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The definition of the item type <c>TangoStep</c>: what IDEs offer, and settings that a project gives to all of its steps.</summary>
public sealed class ItemDefinition
{
    [Fact]
    public async Task Is_there_in_design_time_builds()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var evaluated = (await app.RunAsync(["msbuild", "-p:DesignTimeBuild=true", "-getItem:AvailableItemName", "-getItem:TangoStep"])).EnsureSuccess();
        using var json = JsonDocument.Parse(evaluated.Result.StandardOutput);
        var items = json.RootElement.GetProperty("Items");
        Assert.Contains(items.GetProperty("AvailableItemName").EnumerateArray(), item => item.GetProperty("Identity").GetString() == "TangoStep");
        Assert.All(items.GetProperty("TangoStep").EnumerateArray(), step => Assert.Equal("", step.GetProperty("DependsOn").GetString()));
    }

    [Fact]
    public async Task Lets_targets_ask_every_step_and_projects_give_defaults()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Write("Directory.Build.targets",
            """
            <Project>
              <ItemDefinitionGroup>
                <TangoStep><OnlyIfNeeded>true</OnlyIfNeeded></TangoStep>
              </ItemDefinitionGroup>
              <Target Name="Ask" BeforeTargets="TangoRun">
                <ItemGroup>
                  <TangoStep Update="@(TangoStep)" Condition="%(ExportTo) != ''" OnlyIfNeeded="false" />
                </ItemGroup>
              </Target>
            </Project>
            """);

        var build = (await app.BuildAsync()).EnsureSuccess();

        // Nobody needs the greeting.
        Assert.Equal(["numbers", "report", "sum"], build.StepsRun);
    }
}
