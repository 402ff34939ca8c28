using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Entries, or the whole cache, are removed while a build runs. Steps do it, so that it happens at a known moment.</summary>
[Trait("Speed", "Slow")]
public sealed class VanishingEntryTests : IDisposable
{
    private const int Links = 8;

    private readonly EngineProject _project = new();

    private string Cache => _project.Request.CacheDirectory;

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string> Removals => new()
    {
        { "an entry of a step that has ended", "rm -rf \"$CACHE\"/Constant-*" },
        { "its metadata", "rm -f \"$CACHE\"/Constant-*/metadata.json" },
        { "its result", "rm -f \"$CACHE\"/Constant-*/result*" },
        { "what is being computed", "rm -rf \"$CACHE\"/Command-*" },
        { "the lock of what is being computed", "rm -f \"$CACHE\"/Command-*/.lock" },
        { "all entries", "rm -rf \"$CACHE\"/[A-Z]*" },
        { "the roots", "rm -rf \"$CACHE\"/.roots" },
        { "all that is hidden", "rm -rf \"$CACHE\"/.[a-z]*" },
        { "the cache", "rm -rf \"$CACHE\"" },
    };

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_removal_while_the_last_step_runs_fails_no_build(string what, string removal)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project
            .Declare<Constant>("one", "Value=1")
            .DeclareCommand("remover", Once(removal) + "; echo done", "DependsOn=one");

        var (result, _) = await _project.BuildAsync();

        Assert.True(result.Diagnostics.Count == 0, what);
        await AssertNextBuildHasAllAsync();
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_removal_before_an_export_leads_to_a_repeated_step(string what, string removal)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project
            .Declare<Constant>("one", "Value=1", "ExportTo=one.json")
            .DeclareCommand("remover", Once(removal) + "; echo done", "DependsOn=one", "ExportTo=done.txt");

        var (result, _) = await _project.BuildAsync();

        // A result without its metadata is missing; metadata without their result are corrupt.
        Assert.True(result.Diagnostics.All(diagnostic => what == "its result" && diagnostic.Code == "TANGO0301"), what);
        Assert.All(result.Steps, step => Assert.Equal(StepState.Ran, step.State));
        Assert.Equal("1", (await File.ReadAllTextAsync(_project.PathOf("one.json"))).Trim());
        Assert.Equal("done", (await File.ReadAllTextAsync(_project.PathOf("done.txt"))).Trim());
        await AssertNextBuildHasAllAsync();
    }

    [Theory]
    [InlineData("rm -rf \"$CACHE\"/WritesManyFiles-*")]
    [InlineData("rm -rf \"$CACHE\"")]
    public async Task An_input_that_is_removed_while_a_step_reads_it_is_computed_again(string removal)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project
            .Declare<WritesManyFiles>("many", "Count=3")
            .DeclareCommand("lists", Once(removal) + "; cat {many}/*", "Inputs=ref:many");

        var (_, events) = await _project.BuildAsync();

        Assert.Empty(events.Failed);
        Assert.Equal(2, events.Completed.Count(step => step == "many"));
        await AssertNextBuildHasAllAsync();
    }

    // One deletion for each step: as many plans as there are steps.
    [Fact]
    public async Task A_chain_of_which_each_result_is_removed_once_is_completed()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Constant>("sum0", "Value=0");
        for (var link = 1; link <= Links; link++)
        {
            _project
                .DeclareCommand($"remover{link}", $"rm -rf \"{_project.EntryOf($"sum{link - 1}")}\"", $"DependsOn=sum{link - 1}")
                .Declare<Plus>($"sum{link}", $"Left=ref:sum{link - 1}", "Right=1", $"DependsOn=remover{link}");
        }

        var (result, _) = await _project.BuildAsync();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Links, await _project.ResultAsync<int>($"sum{Links}"));
    }

    [Theory]
    [InlineData("an input", "rm -rf \"$CACHE\"/Constant-*", "one")]
    [InlineData("the step's own entry", "rm -rf \"$CACHE\"/Command-*", "remover")]
    public async Task What_is_removed_again_and_again_is_an_error_that_names_it(string what, string removal, string step)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project
            .Declare<Constant>("one", "Value=1")
            .DeclareCommand("remover", WithCache(removal) + "; echo", "DependsOn=one", what == "an input" ? "CacheResults=false" : "CacheResults=true")
            .DeclareCommand("taker", "echo {one}", "Inputs=ref:one", "DependsOn=remover");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0310", step), (error.Code, error.Subject.Step));
        Assert.False(result.Succeeded);
    }

    public static TheoryData<string, bool, string> Vanishing => new()
    {
        { "used", true, "one Failed, other Ran, remover Ran, taker Blocked" },
        { "used", false, "one Failed, other Ran, remover Ran, taker Blocked" },
        { "exported", true, "one Failed, other Ran, remover Ran" },
        { "of an equal step", true, "one Failed, other Ran, same Blocked, remover Ran, taker Blocked" },
        { "exported, and used by a step whose result is removed in the end", true, "one Failed, other Ran, middle Blocked, remover Ran" },
    };

    // Another result is removed when the first one is removed for the last time: that is no reason to give it up too.
    [Theory]
    [MemberData(nameof(Vanishing))]
    public async Task What_is_removed_again_and_again_fails_only_what_needs_it(string what, bool keepGoing, string states)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<Constant>("one", what.StartsWith("exported", StringComparison.Ordinal) ? ["Value=1", "ExportTo=one.json"] : ["Value=1"]).Declare<Constant>("other", "Value=2", "ExportTo=other.json");
        var last = $"\"{_project.EntryOf("other")}\"";
        if (what == "of an equal step")
            _project.Declare<Constant>("same", "Value=1");

        var hasMiddle = states.Contains("middle", StringComparison.Ordinal);
        if (hasMiddle)
            last += $" \"{_project.Declare<Plus>("middle", "Left=ref:one", "Right=0", "ExportTo=middle.json").EntryOf("middle")}\"";

        var round = $"rm -rf \"{_project.EntryOf("one")}\"; echo >> rounds; if [ $(wc -l < rounds) = 5 ]; then rm -rf {last}; fi; echo";
        _project.DeclareCommand("remover", round, "CacheResults=false", hasMiddle ? "DependsOn=middle;other" : "DependsOn=one;other");
        if (states.Contains("taker", StringComparison.Ordinal))
        {
            var used = what == "of an equal step" ? "same" : "one";
            _project.DeclareCommand("taker", $"echo {{{used}}}", $"Inputs=ref:{used}", "DependsOn=remover");
        }

        var result = await EngineBuild.RunAsync(_project.Request with { Options = new() { MaxParallelism = 1, KeepGoing = keepGoing } }, new RecordedEvents());

        Assert.Equal(states, string.Join(", ", result.Steps.Select(step => $"{step.Name} {step.State}")));
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0310", "one"), (error.Code, error.Subject.Step));
        Assert.Equal(keepGoing, Path.Exists(_project.PathOf("other.json")) && File.Exists(Path.Combine(_project.EntryOf("other"), "metadata.json")));
    }

    private async Task AssertNextBuildHasAllAsync()
    {
        var (next, _) = await _project.BuildAsync();
        Assert.Empty(next.Diagnostics);
        Assert.All(next.Steps, step => Assert.True(File.Exists(Path.Combine(step.Path!, "metadata.json")), step.Name));
        Assert.True(_project.IsConfirmed());
    }

    private string Once(string command) => $"if mkdir met; then {WithCache(command)}; fi";

    private string WithCache(string command) => $"CACHE=\"{Cache}\"; {command}";
}
