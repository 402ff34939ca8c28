using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>Switches of the runtime that can change results count; those with which the SDK tunes a program do not.</summary>
public sealed class RuntimeSwitches
{
    private const string Steps =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class Compare : Step<string>
        {
            public string Run()
            {
                Marks.Leave("compare");
                return $"{string.Compare("a", "B", StringComparison.InvariantCulture) < 0} {AppContext.TryGetSwitch("My.Switch", out var on) && on} {AppContext.GetData("My.Level")}";
            }
        }

        [Step(Deterministic = true, Format = "text", Version = "1")]
        public sealed class Versioned : Step<string> { public string Run() { Marks.Leave("versioned"); return ""; } }
        """;

    [Fact]
    public async Task Run_the_steps_whose_code_counts()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Steps + ChangedResources.Marks);
        Declare(app, _ => { });
        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal("True False ", app.Read("out/compare.txt"));

        Declare(app, project => project.ItemInclude("RuntimeHostConfigurationOption", "My.Switch", [new("Value", "true")]));
        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.Contains(plan.Result.Lines, line => line.Contains("code changed: switch My.Switch", StringComparison.Ordinal));
        Assert.Equal(["compare"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Equal("True True ", app.Read("out/compare.txt"));

        app.Write("runtimeconfig.template.json", """{ "configProperties": { "My.Level": 7 } }""");
        Assert.Equal(["compare"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Equal("True True 7", app.Read("out/compare.txt"));

        var invariant = (await app.BuildAsync("-p:InvariantGlobalization=true")).EnsureSuccess();
        Assert.Equal(["compare"], invariant.StepsRun);
        Assert.Contains(invariant.TangoLines, line => line.Contains("switch System.Globalization.Invariant", StringComparison.Ordinal));
        Assert.Equal("False True 7", app.Read("out/compare.txt"));

        // Back, and tuned otherwise.
        Assert.Empty((await app.BuildAsync("-p:ServerGarbageCollection=true", "-p:TieredPGO=false", "-p:ConcurrentGarbageCollection=false")).EnsureSuccess().StepsRun);
        Assert.Equal("True True 7", app.Read("out/compare.txt"));
    }

    // Beside the code, which is compiled otherwise, nothing tells the two configurations apart.
    [Fact]
    public async Task Are_the_same_in_Debug_and_Release()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Steps + ChangedResources.Marks);
        Declare(app, project => project.Property("TangoCodeConfiguration", "Release"));
        (await app.BuildAsync("-c", "Release")).EnsureSuccess();

        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);
    }

    private static void Declare(Consumer app, Action<ProjectCreator> more) => app.WriteProject(project =>
    {
        project.TangoStep("compare", "Compare", ("ExportTo", "out/compare.txt")).TangoStep("versioned", "Versioned");
        more(project);
    });
}
