using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Engine.Verification;

namespace Tango.Core.Tests.Engine.Verification;

/// <summary>Cached results are computed again by the real worker, and compared. Nothing else changes.</summary>
[Trait("Speed", "Slow")]
public sealed class RecomputedResultsTests : IDisposable
{
    private readonly EngineProject _project = new();
    private readonly string _numbers;
    private readonly string _marks;

    public RecomputedResultsTests()
    {
        _numbers = _project.Write("aside/numbers.txt", "1\n2\n3\n");
        _marks = _project.Write("aside/marks.txt", "");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_result_that_differs_is_named_and_others_get_the_cached_one()
    {
        DeclareSum();
        await _project.BuildAsync();
        File.WriteAllText(_numbers, "1\n7\n3\n");
        var before = Everything();

        var (outcome, events) = await VerifyAsync();

        Assert.Equal((1, 1, 0, 0), Counts(outcome));
        var difference = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("TANGO0319", "numbers"), (difference.Code, difference.Subject.Step));
        Assert.Contains("'result.json' differs at $[1]", difference.Message, StringComparison.Ordinal);
        Assert.Equal(["numbers", "sum"], events.Completed.Order(StringComparer.Ordinal));
        Assert.Equal(2, File.ReadAllLines(_marks).Length);
        Assert.Equal(before, Everything());
        Assert.Single(Directory.GetDirectories(Path.Combine(_project.StateDirectory, "recomputed")));
    }

    [Fact]
    public async Task A_step_that_fails_is_its_own_error_and_others_go_on()
    {
        DeclareSum();
        await _project.BuildAsync();
        File.Delete(_numbers);

        var (outcome, _) = await VerifyAsync();

        Assert.Equal((1, 0, 1, 0), Counts(outcome));
        var failure = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("TANGO0201", "numbers"), (failure.Code, failure.Subject.Step));
        Assert.Equal([1, 2, 3], await _project.ResultAsync<IReadOnlyList<int>>("numbers"));
    }

    [Fact]
    public async Task What_is_not_deterministic_not_cached_or_not_there_is_only_counted()
    {
        DeclareSum()
            .Declare<GivesAnyNumber>("any")
            .Declare<Constant>("one", "Value=1", "CacheResults=false")
            .Declare<Plus>("two", "Left=ref:one", "Right=1")
            .Declare<Plus>("more", "Left=ref:any", "Right=1")
            .Declare<Constant>("gone", "Value=5");
        await _project.BuildAsync();
        Directory.Delete(_project.EntryOf("gone"), recursive: true);

        var (outcome, events) = await VerifyAsync();

        Assert.Empty(outcome.Diagnostics);
        Assert.Equal((3, 0, 0, 4), Counts(outcome));
        Assert.Equal(["numbers", "one", "sum", "two"], events.Completed.Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(_project.EntryOf("gone")));
    }

    [Fact]
    public async Task A_missing_input_is_computed_beside_the_cache()
    {
        DeclareSum();
        await _project.BuildAsync();
        Directory.Delete(_project.EntryOf("numbers"), recursive: true);

        var (outcome, events) = await VerifyAsync();

        Assert.Equal((1, 0, 0, 1), Counts(outcome));
        Assert.Equal(["numbers", "sum"], events.Completed.Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(_project.EntryOf("numbers")));
    }

    [Theory]
    [InlineData("sum", "sum")]
    [InlineData("num*", "numbers")]
    [InlineData("*", "numbers,sum")]
    public async Task Only_selected_steps_run(string select, string expected)
    {
        DeclareSum();
        await _project.BuildAsync();

        var (outcome, events) = await VerifyAsync(_project.Request with { Select = [select] });

        Assert.Empty(outcome.Diagnostics);
        Assert.Equal(expected, string.Join(',', events.Completed.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Equal_steps_run_once()
    {
        DeclareSum().Declare<ReadsAside>("same", "File=" + _numbers).Declare<SumsAside>("again", "Numbers=ref:same", "Marks=" + _marks);
        await _project.BuildAsync();

        var (outcome, events) = await VerifyAsync();

        Assert.Equal((2, 0, 0, 0), Counts(outcome));
        Assert.Equal(2, events.Completed.Count());
    }

    [Fact]
    public async Task Only_results_of_the_last_verification_that_differ_or_failed_stay()
    {
        DeclareSum();
        await _project.BuildAsync();
        File.WriteAllText(_numbers, "1\n7\n3\n");
        await VerifyAsync();
        var differing = Assert.Single(Results());
        Directory.CreateDirectory(Path.Combine(_project.StateDirectory, "recomputed", "Other-1-htfjvjnymswjzcsrsz4psaeo4uz7stsq", "result"));
        File.WriteAllText(_numbers, "1\n2\n3\n");
        Directory.Delete(_project.EntryOf("numbers"), recursive: true);

        Assert.Equal((1, 0, 0, 1), Counts((await VerifyAsync()).Outcome));

        Assert.StartsWith("ReadsAside-", Path.GetFileName(differing), StringComparison.Ordinal);
        Assert.Empty(Results());

        string[] Results() => Directory.GetDirectories(Path.Combine(_project.StateDirectory, "recomputed"));
    }

    [Fact]
    public async Task Many_layers_of_steps_that_are_not_cached_take_no_longer_than_they_are_many()
    {
        const int layers = 50;
        _project.Declare<Constant>("one0", "Value=1", "CacheResults=false").Declare<Constant>("two0", "Value=-1", "CacheResults=false");
        for (var layer = 1; layer <= layers; layer++)
        {
            var (one, two) = ($"ref:one{layer - 1}", $"ref:two{layer - 1}");
            _project.Declare<Plus>($"one{layer}", "Left=" + one, "Right=" + two, "CacheResults=false").Declare<Plus>($"two{layer}", "Left=" + two, "Right=" + one, "CacheResults=false");
        }

        _project.Declare<Plus>("sum", $"Left=ref:one{layers}", $"Right=ref:two{layers}");
        await _project.BuildAsync();

        var (outcome, events) = await VerifyAsync();

        Assert.Equal((1, 0, 0, 2 * (layers + 1)), Counts(outcome));
        Assert.Equal((2 * (layers + 1)) + 1, events.Completed.Count());
    }

    public static TheoryData<string, string, string> Commands => new()
    {
        { "Outputs=out/a.txt", "cp aside/a.txt out/a.txt", "'result/a.txt' differs in line 2, at byte 5" },
        { "Outputs=out/", "cp aside/a.txt out/", "'result/out/a.txt' differs in line 2, at byte 5" },
        { "Outputs=out/*.txt", "cp aside/a.txt out/", "'result/out/a.txt' differs in line 2, at byte 5" },
        { "", "cat aside/a.txt", "'result.txt' differs in line 2, at byte 5" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_leaves_the_project_as_it_was(string outputs, string run, string difference)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("aside/a.txt", "one\ntwo\n");
        _project.DeclareCommand("command", run, outputs.Length == 0 ? [] : [outputs]);
        await _project.BuildAsync();
        _project.Write("out/mine.dat", "a file of the user's");
        if (outputs.Length > 0)
            _project.Write("out/a.txt", "edited by the user");

        File.WriteAllText(_project.PathOf("aside/a.txt"), "one\n2\n");
        var before = Everything();

        var (outcome, _) = await VerifyAsync();

        Assert.Equal((0, 1, 0, 0), Counts(outcome));
        Assert.Contains(difference, Assert.Single(outcome.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("echo x > out/a.txt; echo y > out/new.txt; exit 3", "TANGO0505")]
    [InlineData("rm -rf out", "TANGO0506")]
    public async Task So_does_one_that_fails(string run, string code)
    {
        if (OperatingSystem.IsWindows())
            return;

        var script = _project.Write("aside/run.sh", "echo first > out/a.txt");
        _project.DeclareCommand("command", "sh aside/run.sh", "Outputs=out/");
        await _project.BuildAsync();
        _project.Write("out/a.txt", "edited by the user");
        Directory.CreateDirectory(_project.PathOf("out/empty"));
        File.WriteAllText(script, run);
        var before = Everything();

        var (outcome, _) = await VerifyAsync();

        Assert.Equal(code, Assert.Single(outcome.Diagnostics).Code);
        Assert.Equal(before, Everything());
        Assert.True(Directory.Exists(_project.PathOf("out/empty")));
        Assert.Equal(code == "TANGO0505" ? ["a.txt", "new.txt"] : [], Directory.EnumerateFiles(_project.StateDirectory, "*.txt", SearchOption.AllDirectories)
            .Where(path => path.Contains(Path.Combine(".killed", "out"), StringComparison.Ordinal)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        File.WriteAllText(script, "echo first > out/a.txt");
        Assert.Equal((1, 0, 0, 0), Counts((await VerifyAsync()).Outcome));
    }

    [Fact]
    public async Task A_secret_stays_masked()
    {
        using var secret = new EnvironmentSecret("sesame");
        _project.Write("aside/a.txt", "");
        _project.DeclareCommand("command", OperatingSystem.IsWindows() ? $"echo %{secret.Name}%" : $"echo ${secret.Name}; exit $(cat aside/a.txt)", "SecretEnvironment=" + secret.Name);
        await _project.BuildAsync();
        _project.Write("aside/a.txt", "3");

        var (outcome, events) = await VerifyAsync();

        Assert.DoesNotContain("sesame", string.Join('\n', outcome.Diagnostics) + string.Join('\n', events.All), StringComparison.Ordinal);
    }

    private static (int Equal, int Different, int Failed, int Others) Counts(VerificationOutcome outcome) => (outcome.EqualCount, outcome.DifferentCount, outcome.FailedCount, outcome.OthersCount);

    private EngineProject DeclareSum() => _project
        .Declare<ReadsAside>("numbers", "File=" + _numbers)
        .Declare<SumsAside>("sum", "Numbers=ref:numbers", "Marks=" + _marks);

    private async Task<(VerificationOutcome Outcome, RecordedEvents Events)> VerifyAsync(PipelineRequest? request = null)
    {
        var events = new RecordedEvents();
        return (await new RecomputedResults(request ?? _project.Request).VerifyAsync(events, CancellationToken.None).WaitAsync(TestLimits.Hang), events);
    }

    // The files of the project, of the cache, the records and the saved state, with their times; not the plan, the marks and the new results.
    private List<string> Everything() =>
    [
        .. new[] { _project.Folder, Path.GetDirectoryName(_project.EntryOf(_project.Request.Declarations[0].Name))!, _project.StateDirectory }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => path != _marks && !path.Contains("recomputed", StringComparison.Ordinal) && !path.Contains(Path.Combine("state", "steps"), StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {File.ReadAllText(path).GetHashCode(StringComparison.Ordinal)}"),
    ];
}
