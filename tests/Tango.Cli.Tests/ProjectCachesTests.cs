using Tango.Caching.Remote;

namespace Tango.Cli.Tests;

/// <summary>Which results are copied between which caches, where projects have different ones.</summary>
public sealed class ProjectCachesTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each project: NAME|REMOTE CACHE|LOCAL CACHE, without a name from an old package; the answer: REMOTE CACHE: IDS.
    [Theory]
    [InlineData("one for all", "/r: a b d l", "App|/r|/c", "Lab|/r|/c")]
    [InlineData("one each", "/r: a b d, /s: d l", "App|/r|/c", "Lab|/s|/c")]
    [InlineData("two local ones", "/r: a b d, /r: d l", "App|/r|/c", "Lab|/r|/e")]
    [InlineData("one project without", "/r: a b d", "App|/r|/c", "Lab||/c")]
    [InlineData("all projects are asked", "/r: a b, /s: d", "App|/r|/c", "Data|/s|/c", "Lab||/c")]
    [InlineData("an old package in all", "/r: a b d l", "|/r|/c", "|/r|/c")]
    [InlineData("an old package in one", "/r: a b d l, /s: d l", "|/r|/c", "Lab|/s|/c", "App||/c")]
    public void Only_what_a_project_caches_is_looked_for_where_the_project_does(string what, string expected, params string[] projects)
    {
        var plan = new PlannedBuild([Step("App", "a"), Step("App", "b"), Step("App", "notCached", isCacheable: false), Step("App", "twin", id: "a"), Step("Data", "d"), Step("Lab", "l")]);
        var caches = new ProjectCaches([.. projects.Select(project => Project(project))]);

        Assert.Equal(what + " " + expected, what + " " + string.Join(", ", caches.Pairs.Select(pair => $"{pair.Settings.Location}: {string.Join(' ', caches.IdsFor(pair, plan))}")));
    }

    [Theory]
    [InlineData("App true", null)]
    [InlineData("App true, Lab true", null)]
    [InlineData("App false, Lab true", null)]
    [InlineData("App false", "App")]
    [InlineData("App false, Lab false", "App, Lab")]
    [InlineData("App false, App false", "App")]
    [InlineData("App true, Lab false elsewhere", "Lab")]
    [InlineData(" false", "a project here")]
    public void What_builds_do_not_push_to_is_not_pushed_to(string projects, string? refused)
    {
        var caches = new ProjectCaches([.. projects.Split(", ").Select(project => project.Split(' ')).Select(parts => Project($"{parts[0]}|/{parts.ElementAtOrDefault(2)}|/c", parts[1] == "true"))]);

        var error = Record.Exception(() => caches.ToPush());

        Assert.Equal(refused is null ? null : $"TangoRemoteCachePush is false for {refused}; set it to true to push.", error?.Message);
    }

    [Theory]
    [InlineData("App||/c")]
    [InlineData("")]
    public void Without_a_remote_cache_there_is_nothing_to_copy(string project) =>
        Assert.Contains("TangoRemoteCache", Assert.Throws<CliException>(() => new ProjectCaches(project.Length == 0 ? [] : [Project(project)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("push")]
    [InlineData("pull")]
    public async Task A_temporary_folder_may_have_any_name_and_a_build_without_a_known_error_is_explained(string command)
    {
        if (OperatingSystem.IsWindows())
            return;

        const string Script = "#!/bin/sh\nfor a; do echo \"argument $a\"; done\necho 'No usable SDK.'\nexit 1\n";
        using var tango = ToolProcess.StartIn(_folder, Directory.CreateDirectory(_folder.PathOf("tmp;%41, x")).FullName, Script, "cache", command);
        var error = await tango.StandardError.ReadToEndAsync();
        await tango.WaitForExitAsync();

        Assert.Equal(1, tango.ExitCode);
        Assert.Contains("/tmp%3B%2541%2C x/tango-caches-", error, StringComparison.Ordinal);
        Assert.EndsWith("No usable SDK.\n", error, StringComparison.Ordinal);
    }

    private static RemoteCacheFile Project(string text, bool push = true)
    {
        var parts = text.Split('|');
        var (project, state) = parts[0].Length == 0 ? (null, null) : ((string?)$"/{parts[0]}/{parts[0]}.csproj", (string?)$"/{parts[0]}/obj/tango");
        return new(parts[1].Length == 0 ? null : new RemoteCacheSettings(parts[1]) { Push = push }, parts[2]) { Project = project, StateDirectory = state };
    }

    private static PlannedStep Step(string project, string name, string? id = null, bool isCacheable = true) => new()
    {
        Pipeline = new($"/{project}/{project}.csproj", $"/{project}/obj/tango"),
        Name = name,
        ClassName = "Step",
        UniqueId = id ?? name,
        Action = "run",
        Reason = "",
        Needs = [],
        IsCacheable = isCacheable,
    };
}
