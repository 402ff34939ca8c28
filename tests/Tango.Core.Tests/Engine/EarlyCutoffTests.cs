using Tango.Caching;
using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>A step above has another id and the same result: what is below takes its earlier result over.</summary>
[Trait("Speed", "Slow")]
public sealed class EarlyCutoffTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string, string> EqualResults => new()
    {
        { nameof(Halved), nameof(Plus), "Left" },
        { nameof(MakesFile), nameof(LengthOf), "File" },
        { nameof(MakesFolder), nameof(CopiesFolder), "Folder" },
        { nameof(MakesSequence), nameof(SumSequence), "Numbers" },
        { nameof(MakesNothing), nameof(IsNothing), "Text" },
    };

    [Theory]
    [MemberData(nameof(EqualResults))]
    public async Task A_step_whose_inputs_have_the_same_results_as_before_does_not_run(string above, string below, string parameter)
    {
        await DeclareAndBuildAsync(seed: 4);
        var before = Files(_project.EntryOf("below"));

        var (result, events) = await DeclareAndBuildAsync(seed: 5);

        Assert.Equal(["above"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal([StepState.Ran, StepState.Cached], result.Steps.Select(step => step.State));
        Assert.Equal(before, Files(_project.EntryOf("below")));
        Assert.True(_project.IsConfirmed());

        Task<(PipelineResult Result, RecordedEvents Events)> DeclareAndBuildAsync(int seed)
        {
            _project.DeclareAnew();
            Declare("above", above, $"{(above == nameof(Halved) ? "Number" : "Seed")}={seed}");
            Declare("below", below, $"{parameter}=ref:above");
            return _project.BuildAsync();
        }
    }

    [Theory]
    [InlineData("json.zst")]
    [InlineData("json.gz")]
    [InlineData("json")]
    public async Task Nothing_below_it_runs_either_in_any_compression(string format)
    {
        await BuildAsync(4);

        var (result, events) = await BuildAsync(5);

        Assert.Equal(["a"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal(3, events.Of<RunEvent.StepCompleted>().Count(completed => completed.TakenFrom is not null));
        Assert.All(result.Steps.Skip(1), step => Assert.Equal(StepState.Cached, step.State));
        Assert.Equal(9, await _project.ResultAsync<int>("d"));

        Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(int number) => _project.DeclareAnew()
            .Declare<Halved>("a", $"Number={number}", $"Format={format}")
            .Declare<Plus>("b", "Left=ref:a", "Right=1", $"Format={format}").Declare<Plus>("c", "Left=ref:b", "Right=ref:a").Declare<Plus>("d", "Left=ref:c", "Right=ref:d2")
            .Declare<Plus>("d2", "Left=1", "Right=3")
            .BuildAsync();
    }

    [Fact]
    public async Task What_is_taken_over_says_where_it_comes_from_and_keeps_what_was_recorded()
    {
        Declare(4);
        var (first, _) = await _project.BuildAsync();
        var earlier = await EntryAsync("below");
        Declare(5);

        var (second, events) = await _project.BuildAsync();

        var taken = await EntryAsync("below");
        Assert.NotEqual(earlier.UniqueId, taken.UniqueId);
        Assert.Equal(earlier.UniqueId, Assert.Single(events.Of<RunEvent.StepCompleted>(), completed => completed.Step == "below").TakenFrom);
        Assert.Equal((earlier.UniqueId, second.Steps[0].UniqueId), (taken.TakenFrom, Assert.Single(taken.Dependencies)));
        Assert.Equal((earlier.Started, earlier.Duration, earlier.Summary, earlier.CutoffKey), (taken.Started, taken.Duration, taken.Summary, taken.CutoffKey));
        Assert.Equal("1 numbers", second.Steps[1].Summary);
        Assert.Equal(first.Steps[1].ResultSize, second.Steps[1].ResultSize);
        Assert.Contains(RunEventText.Format(events.Of<RunEvent.StepCompleted>().Last()), $"below: cached, upstream result unchanged (result of {earlier.UniqueId})", StringComparison.Ordinal);

        void Declare(int number) => _project.DeclareAnew().Declare<Halved>("above", $"Number={number}").Declare<Weighs>("below", "Numbers=[{\"ref\":\"above\"}]");
    }

    [Theory]
    [InlineData("another result above", "Number=8", "", "")]
    [InlineData("another argument", "Number=5", "First=7", "")]
    [InlineData("another input file", "Number=5", "", "other")]
    [InlineData("a reference in another place", "Number=5", "Numbers=ref:other;ref:above", "")]
    [InlineData("one reference more", "Number=5", "Numbers=ref:above;ref:other;ref:other", "")]
    [InlineData("another step's result", "Number=5", "First=ref:third", "")]
    public async Task A_step_of_which_anything_else_has_changed_runs(string change, string number, string argument, string content)
    {
        _project.Write("file.txt", "content");
        Declare("Number=4");
        await _project.BuildAsync();
        if (content.Length > 0)
            _project.Write("file.txt", content);

        Declare(number, argument);
        var (_, events) = await _project.BuildAsync();

        Assert.True(events.Of<RunEvent.StepStarted>().Any(started => started.Step == "below"), change);

        void Declare(string number, string argument = "")
        {
            var numbers = argument.StartsWith("Numbers", StringComparison.Ordinal) ? argument : "Numbers=ref:above;ref:other";
            string[] first = argument.StartsWith("First", StringComparison.Ordinal) ? [argument] : [];
            _project.DeclareAnew().Declare<Halved>("above", number).Declare<Halved>("other", "Number=20").Declare<Halved>("third", "Number=22")
                .Declare<Weighs>("below", [numbers, "File=file.txt", .. first]);
        }
    }

    [Fact]
    public async Task Results_that_change_places_are_not_equal()
    {
        _project.Declare<Halved>("a", "Number=4").Declare<Halved>("b", "Number=8").Declare<Weighs>("below", "Numbers=ref:a;ref:b");
        await _project.BuildAsync();
        _project.DeclareAnew().Declare<Halved>("a", "Number=9").Declare<Halved>("b", "Number=5").Declare<Weighs>("below", "Numbers=ref:a;ref:b");

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["a", "b", "below"], events.Of<RunEvent.StepStarted>().Select(started => started.Step).Order());
        Assert.Equal(((4L * 2) + (2 * 3)) * 31, await _project.ResultAsync<long>("below"));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("forced")]
    [InlineData("removed")]
    [InlineData("damaged")]
    [InlineData("not deterministic")]
    [InlineData("not cached")]
    public async Task A_step_runs_if_its_earlier_result_must_not_be_used(string why)
    {
        Declare(4);
        await _project.BuildAsync();
        var earlier = _project.EntryOf("below");
        if (why == "removed")
            Directory.Delete(earlier, recursive: true);

        if (why == "damaged")
            Entry.Overwrite(Directory.GetFiles(earlier, "result*").Single(), "other");

        Declare(5);
        var (_, events) = await _project.BuildAsync(_project.Request with { EarlyCutoff = why != "off", Force = why == "forced" ? ["below"] : [] });

        Assert.Contains(events.Of<RunEvent.StepStarted>(), started => started.Step == "below");
        Assert.All(events.Of<RunEvent.StepCompleted>(), completed => Assert.Null(completed.TakenFrom));

        void Declare(int number)
        {
            _project.DeclareAnew().Declare<Halved>("above", $"Number={number}");
            if (why == "not deterministic")
                _project.Declare<AddsDice>("below", "Number=ref:above");
            else
                _project.Declare<Plus>("below", ["Left=ref:above", .. why == "not cached" ? (string[])["CacheResults=false"] : []]);
        }
    }

    public static TheoryData<string> BrokenIndexes => ["missing", "empty", "long", "no id", "path", "drive", "lines", "another entry", "removed entry", "folder", "link", "whole index is a file", "whole index is a link"];

    [Theory]
    [MemberData(nameof(BrokenIndexes))]
    public async Task The_index_is_only_a_hint_and_whatever_is_wrong_with_it_the_step_runs(string fault)
    {
        Declare(4);
        await _project.BuildAsync();
        Break(fault, Path.Combine(_project.Request.CacheDirectory, ".cutoff"));
        Declare(5);

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["above", "below"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(3, await _project.ResultAsync<int>("below"));

        void Declare(int number) => _project.DeclareAnew().Declare<Halved>("above", $"Number={number}").Declare<Plus>("below", "Left=ref:above", "Right=1");
    }

    [Fact]
    public async Task What_has_run_above_already_is_seen_by_the_plan_and_no_worker_starts()
    {
        Declare(4);
        await _project.BuildAsync();
        Declare(5);
        await _project.BuildAsync(_project.Request with { Select = ["a"] });

        var plan = await TangoEngine.PlanAsync(_project.Request);
        var (result, events) = await _project.BuildAsync();

        Assert.Equal(["cached", "cached", "cached"], plan.Steps.Select(StateText.Format));
        Assert.Equal(["", "upstream result unchanged", "upstream result unchanged"], plan.Steps.Select(step => step.ReasonText));
        Assert.Empty(events.Of<RunEvent.RunStarted>());
        Assert.Equal(["b", "c"], events.Completed);
        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
        Assert.Equal(4, await _project.ResultAsync<int>("c"));
        Assert.True(_project.IsConfirmed());

        void Declare(int number) => _project.DeclareAnew().Declare<Halved>("a", $"Number={number}").Declare<Plus>("b", "Left=ref:a", "Right=1").Declare<Plus>("c", "Left=ref:b", "Right=1");
    }

    [Fact]
    public async Task A_plan_writes_nothing()
    {
        _project.Declare<Halved>("a", "Number=4").Declare<Plus>("b", "Left=ref:a");
        await _project.BuildAsync();
        _project.DeclareAnew().Declare<Halved>("a", "Number=5").Declare<Plus>("b", "Left=ref:a");
        await _project.BuildAsync(_project.Request with { Select = ["a"] });
        var before = Directory.GetFileSystemEntries(_project.Request.CacheDirectory, "*", SearchOption.AllDirectories);

        await TangoEngine.PlanAsync(_project.Request);

        Assert.Equal(before, Directory.GetFileSystemEntries(_project.Request.CacheDirectory, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_earlier_result_may_be_removed_afterwards_and_found_again_by_the_new_one()
    {
        await BuildAsync(4);
        var earlier = _project.EntryOf("below");
        await BuildAsync(5);
        Directory.Delete(earlier, recursive: true);
        new CutoffIndex(_project.Request.CacheDirectory).TryRemoveStale();
        _project.DeclareAnew().Declare<Halved>("above", "Number=2", "AlsoUsed=1").Declare<Plus>("below", "Left=ref:above", "Right=1");

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["above"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal(3, await _project.ResultAsync<int>("below"));

        Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(int number) =>
            _project.DeclareAnew().Declare<Halved>("above", $"Number={number}").Declare<Plus>("below", "Left=ref:above", "Right=1").BuildAsync();
    }

    [Fact]
    public async Task The_files_of_a_command_below_are_what_they_would_be()
    {
        Declare(4);
        await _project.BuildAsync();
        File.Delete(_project.PathOf("out.txt"));
        Declare(5);

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["above"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal("2", File.ReadAllText(_project.PathOf("out.txt")).Trim());

        void Declare(int number) => _project.DeclareAnew().Declare<Halved>("above", $"Number={number}", "Format=json").DeclareCommand("below", "cat {above} > out.txt", "Inputs=ref:above", "Outputs=out.txt");
    }

    [Fact]
    public async Task A_command_that_later_ones_may_read_in_the_project_runs()
    {
        Declare(4, "first");
        await _project.BuildAsync();
        Declare(8, "second");
        await _project.BuildAsync();
        Declare(5, "third");

        var (_, events) = await _project.BuildAsync();

        Assert.Equal(["above", "gen", "use"], events.Of<RunEvent.StepStarted>().Select(started => started.Step));
        Assert.Equal("2third", File.ReadAllText(_project.PathOf("use.txt")).Replace("\n", "", StringComparison.Ordinal));

        void Declare(int number, string text) => _project.DeclareAnew().Declare<Halved>("above", $"Number={number}", "Format=json")
            .DeclareCommand("gen", "cat {above} > gen.txt", "Inputs=ref:above", "Outputs=gen.txt")
            .DeclareCommand("use", $"cat gen.txt > use.txt; echo {text} >> use.txt", "Inputs=ref:gen", "Outputs=use.txt");
    }

    [Fact]
    public async Task An_entry_of_the_new_id_that_is_corrupt_is_quarantined_and_replaced_by_the_earlier_result()
    {
        await BuildAsync(4);
        var corrupt = Path.Combine(_project.EntryOf("below"), "metadata.json");
        await BuildAsync(5);
        Entry.Overwrite(corrupt, "{");

        var (result, events) = await BuildAsync(4);

        Assert.Empty(events.Of<RunEvent.StepStarted>());
        Assert.Equal("TANGO0301", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(3, await _project.ResultAsync<int>("below"));

        Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(int number) =>
            _project.DeclareAnew().Declare<Halved>("above", $"Number={number}").Declare<Plus>("below", "Left=ref:above", "Right=1").BuildAsync();
    }

    [Fact]
    public async Task Without_running_anything_results_are_taken_over_across_steps_that_nobody_needs()
    {
        Declare(4);
        await _project.BuildAsync();
        Declare(5);
        await _project.BuildAsync(_project.Request with { Select = ["a"] });

        var (result, events) = await _project.BuildAsync(_project.Request with { CacheOnly = true });

        Assert.Empty(events.Of<RunEvent.StepStarted>());
        Assert.Equal(StepState.Cached, result.Steps.Single(step => step.Name == "y").State);

        void Declare(int number) => _project.DeclareAnew()
            .Declare<Halved>("a", $"Number={number}").Declare<Plus>("m", "Left=ref:a", "Right=1", "OnlyIfNeeded=true").Declare<Plus>("y", "Left=ref:m", "Right=1");
    }

    [Fact]
    public async Task The_record_of_the_run_says_why_it_did_not_run()
    {
        _project.Declare<Halved>("above", "Number=4").Declare<Plus>("below", "Left=ref:above");
        await _project.BuildAsync();
        _project.DeclareAnew().Declare<Halved>("above", "Number=5").Declare<Plus>("below", "Left=ref:above");

        var (result, _) = await _project.BuildAsync();

        Assert.Equal("upstream result unchanged", result.Steps[1].Reason);
        Assert.Equal((await EntryAsync("below")).Duration, result.Steps[1].Cost);
    }

    [Fact]
    public async Task What_is_exported_is_there()
    {
        await BuildAsync(4);
        File.Delete(_project.PathOf("below.json"));

        var (result, _) = await BuildAsync(5);

        Assert.Equal("3", File.ReadAllText(_project.PathOf("below.json")).Trim());
        Assert.Equal(_project.PathOf("below.json"), result.Steps[1].ExportedTo);

        Task<(PipelineResult Result, RecordedEvents Events)> BuildAsync(int number) =>
            _project.DeclareAnew().Declare<Halved>("above", $"Number={number}").Declare<Plus>("below", "Left=ref:above", "Right=1", "ExportTo=below.json").BuildAsync();
    }

    private static void Break(string fault, string folder)
    {
        var record = Directory.GetFiles(folder).Single();
        if (fault.StartsWith("whole", StringComparison.Ordinal))
            Directory.Delete(folder, recursive: true);
        else
            File.Delete(record);

        switch (fault)
        {
            case "empty": File.WriteAllText(record, ""); break;
            case "long": File.WriteAllText(record, new string('a', 100_000)); break;
            case "no id": File.WriteAllText(record, "../../../etc"); break;
            case "path": File.WriteAllText(record, "a/b-" + new string('a', 32)); break;
            case "drive": File.WriteAllText(record, "a:b-" + new string('a', 32)); break;
            case "lines": File.WriteAllText(record, "a\nb-" + new string('a', 32)); break;
            case "another entry": File.WriteAllText(record, Path.GetFileName(Directory.GetDirectories(Path.GetDirectoryName(folder)!, "Halved*").Single())); break;
            case "removed entry": File.WriteAllText(record, "Plus-1-" + new string('a', 32)); break;
            case "folder": Directory.CreateDirectory(record); break;
            case "link": File.CreateSymbolicLink(record, Path.Combine(folder, "..", "nowhere")); break;
            case "whole index is a file": File.WriteAllText(folder, "mine"); break;
            case "whole index is a link": Directory.CreateSymbolicLink(folder, Directory.CreateDirectory(folder + "-elsewhere").FullName); break;
        }
    }

    private void Declare(string name, string type, params string[] metadata)
    {
        _ = type switch
        {
            nameof(Halved) => _project.Declare<Halved>(name, metadata),
            nameof(MakesFile) => _project.Declare<MakesFile>(name, metadata),
            nameof(MakesFolder) => _project.Declare<MakesFolder>(name, metadata),
            nameof(MakesSequence) => _project.Declare<MakesSequence>(name, metadata),
            nameof(MakesNothing) => _project.Declare<MakesNothing>(name, metadata),
            nameof(Plus) => _project.Declare<Plus>(name, metadata),
            nameof(LengthOf) => _project.Declare<LengthOf>(name, metadata),
            nameof(CopiesFolder) => _project.Declare<CopiesFolder>(name, metadata),
            nameof(SumSequence) => _project.Declare<SumSequence>(name, metadata),
            nameof(IsNothing) => _project.Declare<IsNothing>(name, metadata),
            _ => throw new ArgumentException(type, nameof(type)),
        };
    }

    private Task<EntryMetadata> EntryAsync(string step) =>
        Task.FromResult(new DirectoryStepCache(_project.Request.CacheDirectory).GetMetadata(Path.GetFileName(_project.EntryOf(step)))!);

    private static IEnumerable<string> Files(string entry) => Directory.GetFiles(entry, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) is not "metadata.json")
        .Select(path => $"{Path.GetRelativePath(entry, path)} {Convert.ToBase64String(File.ReadAllBytes(path))}{(OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(path))}").Order(StringComparer.Ordinal);
}
