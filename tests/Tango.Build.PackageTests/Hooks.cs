using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>When the targets are called that users hook into plans and runs.</summary>
public sealed class Hooks
{
    private const string Mark = "hook:";
    private const string SelectOne = "<PropertyGroup><TangoSteps>one</TangoSteps></PropertyGroup>";

    [Theory]
    [InlineData("Build", "", "PrepareForBuild, Compile, CopyFilesToOutputDirectory, in TangoPlanDependsOn, in TangoRunDependsOn, before TangoRun, after TangoRun: one ran")]
    [InlineData("TangoRun", "", "PrepareForBuild, Compile, CopyFilesToOutputDirectory, in TangoPlanDependsOn, in TangoRunDependsOn, before TangoRun, after TangoRun: one ran")]
    [InlineData("TangoPlan", "", "PrepareForBuild, Compile, in TangoPlanDependsOn, before TangoPlan, after TangoPlan: one run")]
    [InlineData("Build", "Compile", "PrepareForBuild, in TangoPlanDependsOn, in TangoRunDependsOn, before TangoRun, after TangoRun: one ran, Compile, CopyFilesToOutputDirectory")]
    [InlineData("TangoRun", "Compile", "PrepareForBuild, in TangoPlanDependsOn, in TangoRunDependsOn, before TangoRun, after TangoRun: one ran")]
    [InlineData("TangoPlan", "Compile", "PrepareForBuild, in TangoPlanDependsOn, before TangoPlan, after TangoPlan: one run")]
    public async Task Are_called_at_the_same_moment_of_plans_and_runs(string target, string runBefore, string order)
    {
        using var app = await CreateAsync();

        var build = (await app.BuildAsync($"-t:{target}", $"-p:TangoRunBefore={runBefore}")).EnsureSuccess();

        Assert.Equal(order, string.Join(", ", Marks(build)));
    }

    [Theory]
    [InlineData("TangoGraph")]
    [InlineData("TangoReport")]
    public async Task Of_plans_are_called_for_graphs_and_reports_too(string target)
    {
        using var app = await CreateAsync();

        var build = (await app.BuildAsync($"-t:{target}")).EnsureSuccess();

        Assert.Equal(["PrepareForBuild", "Compile", "in TangoPlanDependsOn"], Marks(build));
    }

    // What the project file says is read before the package's targets, and Directory.Build.targets after them.
    private static async Task<Consumer> CreateAsync()
    {
        var app = await Consumer.EmptyAsync();
        app.Write("Empty.cs", "");
        app.Write("Directory.Build.targets",
            $"""
            <Project>
              <PropertyGroup>
                <TangoRunDependsOn>$(TangoRunDependsOn);InRunDependsOn</TangoRunDependsOn>
              </PropertyGroup>
              {Target("PrepareForBuild", "AfterPrepareForBuild", "AfterTargets='PrepareForBuild'")}
              {Target("Compile", "AfterCompile", "AfterTargets='Compile'")}
              {Target("CopyFilesToOutputDirectory", "BeforeCopyFilesToOutputDirectory", "BeforeTargets='CopyFilesToOutputDirectory'")}
              {Target("in TangoPlanDependsOn", "InPlanDependsOn")}
              {Target("in TangoRunDependsOn", "InRunDependsOn")}
              {Target("before TangoRun", "BeforeTangoRun", "BeforeTargets='TangoRun'", SelectOne)}
              {Target("before TangoPlan", "BeforeTangoPlan", "BeforeTargets='TangoPlan'", SelectOne)}
              {Target("after TangoRun: @(TangoResult->WithMetadataValue('State', 'ran')->'%(Identity) %(State)')", "AfterTangoRun", "AfterTargets='TangoRun'")}
              {Target("after TangoPlan: @(TangoPlannedStep->WithMetadataValue('State', 'run')->'%(Identity) %(State)')", "AfterTangoPlan", "AfterTargets='TangoPlan'")}
            </Project>
            """);
        app.WriteProject(project => project
            .Property("TangoPlanDependsOn", "$(TangoPlanDependsOn);InPlanDependsOn")
            .TangoStep("one", "Command", ("Run", "echo one"))
            .TangoStep("two", "Command", ("Run", "echo two")));
        return app;
    }

    private static string Target(string mark, string name, string when = "", string more = "") =>
        $"<Target Name='{name}' {when}>{more}<Message Importance='high' Text=\"{Mark}{mark}\" /></Target>";

    private static IReadOnlyList<string> Marks(BuildRun build) => [.. build.Result.Lines
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
        .Select(line => line[Mark.Length..])];
}
