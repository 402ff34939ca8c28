using System.Text.Json;
using Tango.Identity;
using Tango.Runs;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests;

/// <summary>The commands that only read what builds have left.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_joins_the_projects_of_a_build()
    {
        _folder.Build(Ran("split", "Split-1-a"), Cached("load", "Load-1-a"));
        _folder.Build("Data", "b1", Ran("load", "Load-1-b")).Build("App", "b1", Cached("split", "Split-1-a"), Ran("model", "Model-1-b"));

        var (code, output, _) = await RunAsync("runs");

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches("^1 .* main +[^ ]+( min)? [^ ]+( s)? +2 +1 ", lines[1]);
        Assert.EndsWith("Data, App", lines[1], StringComparison.Ordinal);
        Assert.Contains("0123456*", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_says_that_there_is_none_and_JSON_is_empty()
    {
        var (code, output, error) = await RunAsync("runs");
        var (_, json, _) = await RunAsync("runs", "--json");

        Assert.Equal((0, ""), (code, output));
        Assert.StartsWith("tango: No build has left a record in '", error, StringComparison.Ordinal);
        Assert.Equal("[]", json.Trim());
    }

    [Theory]
    [InlineData(0, "ran cached failed saved", "1 2  ")]
    [InlineData(3, "ran cached failed submitted saved", "1 2 3 ")]
    public async Task Runs_shows_jobs_that_were_left_running_where_there_are_any(int submitted, string heads, string counts)
    {
        var jobs = Enumerable.Range(0, submitted).Select(number => Ran($"job-{number}", $"Job-1-{number}") with { State = StepState.Submitted, Duration = TimeSpan.Zero });
        _folder.Build([Ran("split", "Split-1-a"), Cached("load", "Load-1-a"), Cached("rows", "Rows-1-a"), .. jobs, Ran("next", "Next-1-a") with { State = StepState.NotRun }]);

        var (_, output, _) = await RunAsync("runs");
        var (_, json, _) = await RunAsync("runs", "--json");

        var text = Collapsed(output);
        Assert.Contains(heads, text, StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', counts.Split(' ', StringSplitOptions.RemoveEmptyEntries)), text, StringComparison.Ordinal);
        using var list = JsonDocument.Parse(json);
        Assert.Equal(submitted, list.RootElement[0].GetProperty("submitted").GetInt32());
    }

    [Fact]
    public async Task Compare_shows_what_differs()
    {
        _folder.Build(Ran("split", "Split-1-a", ("seed", "7")), Ran("model", "Model-1-a", ("epochs", "12"), ("rate", "0.1"), ("rows", "ref:split")) with { Metrics = Metrics(("rmse", 0.0861)) });
        _folder.Build(Cached("split", "Split-1-a"), Ran("model", "Model-1-b", ("epochs", "14"), ("rate", "0.1"), ("rows", "ref:split")) with { Metrics = Metrics(("rmse", 0.0859)) });

        var (_, output, _) = await RunAsync("compare");
        var (_, all, _) = await RunAsync("compare", "last", "2", "--all");

        Assert.Contains("model.epochs 14 12", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("model.rmse 0.0859 0.0861 -0.0002", Collapsed(output), StringComparison.Ordinal);
        Assert.DoesNotContain("rate", output, StringComparison.Ordinal);
        Assert.Contains("(2 parameters and metrics are equal in all; --all shows them)", output, StringComparison.Ordinal);
        Assert.Contains("model.rate 0.1 0.1", Collapsed(all), StringComparison.Ordinal);
        Assert.Contains("split.seed 7 7", Collapsed(all), StringComparison.Ordinal);
        Assert.DoesNotContain("ref:split", all, StringComparison.Ordinal);
    }

    /// <summary>A new command has arguments that nobody has set; one that was emptied has one that somebody has changed.</summary>
    [Theory]
    [InlineData("Tango.Command", "Environment", "{}", null, false)]
    [InlineData("Tango.Command", "Inputs", "[]", null, false)]
    [InlineData("Tango.Command", "WorkingDirectory", ".", null, false)]
    [InlineData("Tango.Command", "Inputs", "[a.csv]", null, true)]
    [InlineData("Tango.Command", "Run", "[]", null, true)]
    [InlineData("Tango.Command", "Inputs", "[]", "[a.csv]", true)]
    [InlineData("Tango.Command", "Inputs", "[a.csv]", "[]", true)]
    [InlineData("App.Load", "inputs", "[]", null, true)]
    public async Task Compare_shows_no_defaults_of_new_commands(string type, string argument, string now, string? before, bool isShown)
    {
        _folder.Build(before is null ? [Ran("other", "Other-1-a")] : [Ran("other", "Other-1-a"), OfType("a", before)]).Build(Cached("other", "Other-1-a"), OfType("b", now));

        var (_, output, _) = await RunAsync("compare");
        var (_, all, _) = await RunAsync("compare", "--all");

        Assert.Equal((isShown, isShown), (output.Contains($"load.{argument}", StringComparison.Ordinal), all.Contains($"load.{argument}", StringComparison.Ordinal)));

        StepRecord OfType(string id, string text)
        {
            var step = Ran("load", "Load-1-" + id, (argument, text));
            return step with { Type = type, Identity = [new() { Name = "type", Hash = type, Text = type }, .. step.Identity] };
        }
    }

    [Fact]
    public async Task Blame_tells_the_run_that_made_a_file()
    {
        _folder.Build(Ran("model", "Model-1-a", ("epochs", "12")) with { Needs = ["split"], Summary = "good" });
        _folder.Build(Cached("model", "Model-1-a") with { Exports = [_folder.PathOf("out/model.bin")], Needs = ["split"] });

        var (code, output, _) = await RunAsync("blame", "out/model.bin");

        Assert.Equal(0, code);
        Assert.Contains("step App/model", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("epochs 12", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("commit 0123456* main", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("from split", Collapsed(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processor_time_and_memory_are_told_where_they_are_known()
    {
        await _folder.StoreAsync("Text-1-a", "text", "hello");
        var measured = Ran("text", "Text-1-a") with { CpuTime = TimeSpan.FromSeconds(7.5), PeakMemory = 3L << 30 };
        _folder.Build(measured).Build(measured with { UniqueId = "Text-1-b" }, Ran("other", "Other-1-b") with { PeakMemory = 5 }).Build(Cached("text", "Text-1-a"));

        var (_, show, _) = await RunAsync("show", "text");
        var (_, json, _) = await RunAsync("show", "text", "--json");
        var (_, runs, _) = await RunAsync("runs", "--json");

        Assert.Contains(" in 2.00 s (CPU 7.50 s, peak 3.0 GB) on vm", show, StringComparison.Ordinal);
        using var shown = JsonDocument.Parse(json);
        Assert.Equal((7.5, 3L << 30), (shown.RootElement.GetProperty("cpuSeconds").GetDouble(), shown.RootElement.GetProperty("peakMemory").GetInt64()));
        using var list = JsonDocument.Parse(runs);
        Assert.Equal(
            ["0/null", "null/3221225472", "7.5/3221225472"],
            list.RootElement.EnumerateArray().Select(run => $"{run.GetProperty("cpuSeconds").GetRawText()}/{run.GetProperty("peakMemory").GetRawText()}"));
    }

    [Theory]
    [InlineData("json.zst", "Name Count a 1 b 2 … (1 more rows; --head 0 shows all)")]
    [InlineData("jsonl", "Name Count a 1 b 2 … (more rows)")]
    public async Task Show_prints_the_head_of_a_table(string format, string expected)
    {
        await _folder.StoreAsync<IReadOnlyList<Row>>("Rows-1-a", format, [new("a", 1), new("b", 2), new("c", 3)]);
        _folder.Build(Ran("rows", "Rows-1-a"));

        var (_, output, _) = await RunAsync("show", "rows", "--head", "2");

        Assert.EndsWith(expected, Collapsed(output), StringComparison.Ordinal);
        Assert.StartsWith($"App/rows {format} ", Collapsed(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_who_uses_the_result_and_where_it_was_exported()
    {
        await _folder.StoreAsync("Text-1-a", "text", "one");
        _folder.Build("Page", "b", Ran("print", "Print-1-a") with { Needs = ["App/text"] });
        _folder.Build("App", "b", Ran("text", "Text-1-a") with { Exports = [_folder.PathOf("out.txt")] }, Ran("count", "Count-1-a") with { Needs = ["text"] });

        var (_, output, _) = await RunAsync("show", "text");

        Assert.Contains($"used by count, Page/print\nexported to {_folder.PathOf("out.txt")}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prints_bytes_also_as_letters()
    {
        await _folder.StoreAsync("Bytes-1-a", "bytes", "PK\u0001\n"u8.ToArray());
        _folder.Build(Ran("zip", "Bytes-1-a"));

        var (_, output, _) = await RunAsync("show", "zip");

        Assert.EndsWith("000000  504b010a                          PK..\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_takes_builds_of_the_same_projects()
    {
        _folder.Build("App", "b1", Ran("model", "Model-1-a", ("epochs", "12")));
        _folder.Build("Site", "b2", Ran("page", "Page-1-a"));
        _folder.Build("App", "b3", Ran("model", "Model-1-b", ("epochs", "14")));

        var (_, output, _) = await RunAsync("compare");

        Assert.StartsWith("run 1 run 3 ", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("model.epochs 14 12", Collapsed(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prints_a_text_without_what_a_terminal_obeys()
    {
        await _folder.StoreAsync("Text-1-a", "text.gz", "one\n\u001b[31mtwo\nthree");
        _folder.Build(Ran("text", "Text-1-a"));

        var (_, output, _) = await RunAsync("show", "App/text", "-n", "2");

        Assert.DoesNotContain('\u001b', output);
        Assert.EndsWith("two … (1 more lines; --head 0 shows all)", Collapsed(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_prints_the_log_of_a_step_and_of_the_run()
    {
        Directory.CreateDirectory(_folder.PathOf("App/obj/tango"));
        await File.WriteAllTextAsync(_folder.PathOf("App/obj/tango/run.log"), "the run\n");
        await File.WriteAllTextAsync(_folder.PathOf("App/obj/tango/log.txt"), "the step\n");
        _folder.Build(Ran("model", "Model-1-a") with { Log = _folder.PathOf("App/obj/tango/log.txt") });

        Assert.Equal("the run\n", (await RunAsync("log")).Output);
        Assert.Equal((0, "the step\n", ""), await RunAsync("log", "model"));
    }

    [Fact]
    public async Task Log_says_that_a_log_is_empty()
    {
        await File.WriteAllTextAsync(_folder.PathOf("log.txt"), "");
        _folder.Build(Ran("model", "Model-1-a") with { Log = _folder.PathOf("log.txt") });

        Assert.Equal((0, "", $"tango: '{_folder.PathOf("log.txt")}' is empty.\n"), await RunAsync("log", "model"));
    }

    [Fact]
    public async Task Cache_stats_adds_up_what_is_there()
    {
        await _folder.StoreAsync("Text-1-a", "text", "one");
        await _folder.StoreAsync("Text-1-b", "text", "two!");
        _folder.Build(Ran("text", "Text-1-a"));

        var (_, output, _) = await RunAsync("cache", "stats");
        var (verified, _, _) = await RunAsync("cache", "verify");
        var file = Directory.GetFiles(_folder.PathOf(".tango/cache/Text-1-a"), "result*")[0];
        File.Delete(file);
        await File.WriteAllTextAsync(file, "changed");
        var (damaged, report, _) = await RunAsync("cache", "verify");

        Assert.Contains("2 7 B 4.00 s App.Step", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("2 entries, 7 B in ", output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (verified, damaged));
        Assert.Contains("Text-1-a: ", report, StringComparison.Ordinal);
        Assert.Contains("1 entry is intact, 1 corrupt", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_tells_files_and_numbers_apart_that_look_alike()
    {
        _folder.Build(Ran("load", "Load-1-a") with { Identity = [File("data.csv", "aaaa11112222")], Metrics = Metrics(("loss", 0.12345671)) });
        _folder.Build(Ran("load", "Load-1-b") with { Identity = [File("data.csv", "bbbb11112222")], Metrics = Metrics(("loss", 0.12345672)) });

        var (_, output, _) = await RunAsync("compare");

        Assert.Contains("load.path data.csv (bbbb1111) data.csv (aaaa1111)", Collapsed(output), StringComparison.Ordinal);
        Assert.Contains("load.loss 0.12345672 0.12345671", Collapsed(output), StringComparison.Ordinal);

        _folder.Build(Ran("read", "Read-1-a") with { Identity = [File("data.csv", "same"), Content("11112222aaaa")] });
        _folder.Build(Ran("read", "Read-1-b") with { Identity = [File("data.csv", "same"), Content("33334444bbbb")] });
        Assert.Contains("read.path (data.csv) 33334444 11112222", Collapsed((await RunAsync("compare")).Output), StringComparison.Ordinal);

        static IdentityEntry Content(string hash) => new() { Name = "file:data.csv", Hash = hash, Text = "path" };

        static IdentityEntry File(string text, string hash) => new() { Name = "argument:path", Hash = hash, Text = text };
    }

    [Fact]
    public async Task Blame_names_no_machine_and_commit_that_did_not_make_the_file()
    {
        await _folder.StoreAsync("Model-1-a", "text", "fetched");
        _folder.Build(Cached("model", "Model-1-a") with { Exports = [_folder.PathOf("model.txt")], FetchedSize = 7 });

        var (_, output, _) = await RunAsync("blame", "model.txt");

        Assert.Contains("made ", output, StringComparison.Ordinal);
        Assert.Contains(" in 2.00 s", Collapsed(output), StringComparison.Ordinal);
        Assert.DoesNotContain("commit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_obeys_no_step()
    {
        await System.IO.File.WriteAllTextAsync(_folder.PathOf("log.txt"), "\u001b]0;title\u0007\n##vso[task.setvariable]x\n");
        _folder.Build(Ran("model", "Model-1-a") with { Log = _folder.PathOf("log.txt") });

        var (_, output, _) = await RunAsync("log", "model");

        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain("##vso[", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TANGO0322", "cache", "gc")]
    [InlineData("--keep-days", "cache", "gc", "--keep-days", "800000")]
    [InlineData("is an invalid", "show", "rows")]
    public async Task What_is_damaged_is_told_without_a_stack(string expected, params string[] arguments)
    {
        await _folder.StoreAsync<IReadOnlyList<Row>>("Rows-1-a", "jsonl", [new("a", 1)]);
        var file = Directory.GetFiles(_folder.PathOf(".tango/cache/Rows-1-a"), "result*")[0];
        System.IO.File.Delete(file);
        await System.IO.File.WriteAllTextAsync(file, "no json\n");
        Directory.CreateDirectory(_folder.PathOf(".tango/cache/.roots"));
        await System.IO.File.WriteAllTextAsync(_folder.PathOf(".tango/cache/.roots/x.bin"), "garbage");
        _folder.Build(Ran("rows", "Rows-1-a"));

        var (code, _, error) = await RunAsync(arguments);

        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "modle")]
    [InlineData("show", "model")]
    [InlineData("log", "modle")]
    [InlineData("log", "model")]
    [InlineData("blame", "nothing.txt")]
    [InlineData("compare", "7")]
    [InlineData("compare", "0")]
    [InlineData("compare", "fff")]
    [InlineData("graph", "--up")]
    [InlineData("graph", "--svg", "--dot")]
    [InlineData("graph", "--output", "graph.png")]
    [InlineData("completions", "fish")]
    [InlineData("runs", "--count", "many")]
    [InlineData("cache", "stats")]
    [InlineData("fly")]
    public async Task What_does_not_exist_is_told_with_a_way_out(params string[] arguments)
    {
        _folder.Build(Ran("model", "Model-1-a"));

        var (code, _, error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("log")]
    [InlineData("show", "model")]
    public async Task Without_a_build_that_is_told(params string[] arguments)
    {
        var (code, _, error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("tango: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("compare")]
    [InlineData("show", "text")]
    [InlineData("log", "text")]
    [InlineData("blame", "out.txt")]
    [InlineData("completions", "bash")]
    [InlineData("cache", "stats")]
    [InlineData("cache", "gc", "--dry-run")]
    [InlineData("cache", "verify")]
    public async Task Every_command_writes_JSON(params string[] arguments)
    {
        await _folder.StoreAsync("Text-1-a", "text", "one");
        Directory.CreateDirectory(_folder.PathOf("App"));
        await File.WriteAllTextAsync(_folder.PathOf("App/log.txt"), "log");
        var step = Ran("text", "Text-1-a", ("seed", "7")) with { Exports = [_folder.PathOf("out.txt")], Log = _folder.PathOf("App/log.txt"), Metrics = Metrics(("loss", double.NaN)) };
        _folder.Build(step).Build(step);

        var (code, output, _) = await RunAsync([.. arguments, "--json"]);

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => CliRun.RunAsync(_folder.Path, arguments);

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private sealed record Row(string Name, int Count);
}
