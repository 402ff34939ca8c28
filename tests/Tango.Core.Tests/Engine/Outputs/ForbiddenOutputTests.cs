using Tango.Core.Tests.Execution;
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

    private PipelineRequest Request(string outputs)
    {
        _project.DeclareCommand("make", "true", "Outputs=" + outputs);
        return _project.Request with
        {
            StateDirectory = _project.PathOf("obj/p/tango"),
            CacheDirectory = _project.PathOf(".tango/cache"),
            RunsDirectory = _project.PathOf(".tango/runs"),
        };
    }
}
