using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;

namespace Tango.Core.Tests.Engine.Outputs;

[Trait("Speed", "Slow")]
public sealed class ForbiddenOutputTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("project.csproj")]
    [InlineData("*.csproj")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("**/*.csv")]
    [InlineData(".git/x")]
    [InlineData("sub/.git/hooks/")]
    [InlineData("clone/")]
    [InlineData(".tango/x")]
    [InlineData(".tango/")]
    [InlineData(".tango/cache/x/")]
    [InlineData("obj/")]
    [InlineData("obj/p/")]
    [InlineData("obj/p/tango/exports.bin")]
    [InlineData("obj/*/tango/*")]
    [InlineData("out/;obj/**")]
    public async Task What_is_the_projects_or_tangos_own_is_no_output(string outputs)
    {
        _project.Write("clone/.git/HEAD", "ref: refs/heads/main");
        var request = Request(outputs);

        var exception = await Assert.ThrowsAsync<TangoException>(() => TangoEngine.PlanAsync(request));

        var error = Assert.Single(exception.Diagnostics);
        Assert.Equal(("TANGO0511", "make", "Outputs"), (error.Code, error.Subject.Step, error.Subject.Argument));
    }

    [ShTheory]
    [InlineData("obj/gen/")]
    [InlineData("obj/p/gen/*.cs")]
    [InlineData("out/**/*.csv")]
    [InlineData("*.csv")]
    [InlineData("*/x.csv")]
    [InlineData(".gitignore;.github/x;tango/")]
    public async Task Paths_next_to_forbidden_ones_are_allowed(string outputs) => Assert.Single((await TangoEngine.PlanAsync(Request(outputs))).Steps);

    [Theory]
    [InlineData("project.csproj")]
    [InlineData("obj/p/tango/history.bin")]
    [InlineData("obj/p/tango/")]
    [InlineData(".tango/cache/x")]
    [InlineData(".tango/runs/")]
    [InlineData(".tango/x/../y.txt")]
    [InlineData(".git/config")]
    [InlineData("sub/.GIT/hooks/")]
    [InlineData("../.git/config")]
    public async Task Nor_is_anything_exported_there(string exportTo)
    {
        _project.Declare<Writes>("make", "Text=1", "ExportTo=" + exportTo);

        var exception = await Assert.ThrowsAsync<TangoException>(() => TangoEngine.PlanAsync(Request()));

        var error = Assert.Single(exception.Diagnostics);
        Assert.Equal(("TANGO0511", "make", "ExportTo"), (error.Code, error.Subject.Step, error.Subject.Argument));
        Assert.EndsWith(" Export it to another folder.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./")]
    [InlineData("obj/")]
    [InlineData("obj/p/out.txt")]
    [InlineData(".github/x.txt")]
    [InlineData("../other/out.txt")]
    public async Task Exports_next_to_these_are_allowed(string exportTo)
    {
        _project.Declare<Writes>("make", "Text=1", "ExportTo=" + exportTo);

        Assert.Single((await TangoEngine.PlanAsync(Request())).Steps);
    }

    [Fact]
    public async Task A_cache_around_the_project_forbids_no_export()
    {
        _project.Declare<Writes>("make", "Text=1", "ExportTo=out.txt");

        Assert.Single((await TangoEngine.PlanAsync(Request() with { CacheDirectory = _project.Folder })).Steps);
    }

    private PipelineRequest Request(string outputs)
    {
        _project.DeclareCommand("make", "true", "Outputs=" + outputs);
        return Request();
    }

    private PipelineRequest Request()
    {
        return _project.Request with
        {
            StateDirectory = _project.PathOf("obj/p/tango"),
            CacheDirectory = _project.PathOf(".tango/cache"),
            RunsDirectory = _project.PathOf(".tango/runs"),
        };
    }
}
