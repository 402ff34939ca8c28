using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Results;

/// <summary>What could not be stored stays where the message says.</summary>
public sealed class UnstoredResultTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    private string WorkDirectory => Path.Combine(_project.Cache.PathForStep(_project.UniqueId("step")), "work");

    [Fact]
    public async Task Invalid_text_is_saved_completely_and_the_next_run_works()
    {
        _project.Declare<HalfPairAtFirst>("step", "Counter=" + Counter.NewName());

        var path = await FailAsync("result.unstored.txt");

        Assert.Equal("FFFE" + Convert.ToHexString(Utf16("night's \uD800 work")), Convert.ToHexString(await File.ReadAllBytesAsync(path)));
        await _project.RunAsync();
        Assert.Equal("whole", await _project.ResultAsync<string>("step"));
        Assert.False(Directory.Exists(WorkDirectory));
    }

    [Fact]
    public async Task Text_in_a_list_is_kept_as_json_can_spell_it()
    {
        _project.Declare<HalfPairInList>("step");

        Assert.Equal("""["a","b\udc00\u0022\u00e9"]""", await KeptJsonAsync());
    }

    [Fact]
    public async Task Members_that_the_declared_type_does_not_have_are_kept()
    {
        _project.Declare<OtherAnimals>("step");

        Assert.Equal("""[{"Name":"cat"},{"$type":"Hound","Tricks":3,"_secret":7,"Name":"rex"}]""", await KeptJsonAsync());
    }

    [Fact]
    public async Task What_a_dictionary_of_another_comparer_holds_is_kept()
    {
        _project.Declare<OtherComparer>("step");

        Assert.Equal("""{"a":1,"b":"NaN"}""", await KeptJsonAsync());
    }

    [Fact]
    public async Task Where_objects_refer_back_the_text_ends()
    {
        _project.Declare<RunsInARing>("step");

        Assert.Equal("""{"Name":"first","Next":{"Name":"second","Next":"(the Ring around it)"}}""", await KeptJsonAsync());
    }

    [Fact]
    public async Task What_a_format_of_ones_own_does_not_write_is_kept()
    {
        _project.Declare<HasFailingFormat>("step");

        Assert.Equal("""{"Tricks":3,"_secret":7,"Name":"rex"}""", await KeptJsonAsync("out of ink"));
    }

    [Fact]
    public async Task Items_of_a_sequence_before_a_failure_are_saved()
    {
        var counter = Counter.NewName();
        _project.Declare<HalfPairInSequence>("step", "Counter=" + counter, "Format=jsonl");

        Assert.Equal("\"one\"\n\"two\"\n", await File.ReadAllTextAsync(await FailAsync("result.unstored.jsonl")));
        Assert.Equal(0, Counter.Of(counter));
    }

    [Fact]
    public async Task Items_before_a_failure_are_saved_with_the_compression_of_the_format()
    {
        _project.Declare<HalfPairInAsyncSequence>("step", "Format=jsonl.gz");

        await using var file = File.OpenRead(await FailAsync("result.unstored.jsonl.gz"));
        using var text = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        Assert.Equal("\"one\"\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task A_list_that_is_declared_as_a_sequence_is_kept_whole()
    {
        _project.Declare<HalfPairInListAsSequence>("step");

        Assert.Equal("""["one","\ud800","three"]""", await KeptJsonAsync());
    }

    [Fact]
    public async Task A_sequence_that_fails_itself_is_a_failure_of_its_step()
    {
        _project.Declare<FailsInSequence>("step");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0201", failure.Code);
        Assert.False(Directory.Exists(WorkDirectory));
    }

    [Fact]
    public async Task Files_that_the_step_wrote_stay_and_the_message_says_where()
    {
        _project.Declare<ReturnsMissingFile>("step");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0202", failure.Code);
        Assert.EndsWith($"The files of the step are still in its work directory: '{WorkDirectory}'.", failure.Message, StringComparison.Ordinal);
        Assert.Equal("hours of work", await File.ReadAllTextAsync(Path.Combine(WorkDirectory, "other.txt")));
    }

    [Fact]
    public async Task A_value_that_cannot_be_saved_is_reported_with_the_reason()
    {
        _project.Declare<OccupiesThePlace>("step");

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0202", failure.Code);
        Assert.Contains("Its value could not be saved in the work directory either: UnauthorizedAccessException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_only_the_run_knows_is_refused_before_the_step_runs()
    {
        var counter = Counter.NewName();
        _project.Declare<MakesOwnError>("step", "Counter=" + counter);

        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal("TANGO0202", failure.Code);
        Assert.Equal(0, Counter.Of(counter));
    }

    [Fact]
    public async Task A_cache_in_memory_takes_what_no_format_does()
    {
        _project.Declare<MakesOwnError>("error", "Counter=" + Counter.NewName()).Declare<MakesSealed>("sealed", "Counter=" + Counter.NewName());

        var events = await _project.RunAsync(cache: new MemoryStepCache());

        Assert.Empty(events.Failed);
        Assert.Equal(["error", "sealed"], events.Completed.Order());
    }

    private static byte[] Utf16(string text) => [.. text.SelectMany(character => BitConverter.GetBytes(character))];

    private async Task<string> KeptJsonAsync(string why = "")
    {
        var text = await File.ReadAllTextAsync(await FailAsync("result.unstored.json", why));
        return new StringBuilder(text).Replace("\n", "").Replace("\r", "").Replace(" ", "").Replace("(theRingaroundit)", "(the Ring around it)").ToString();
    }

    private async Task<string> FailAsync(string file, string why = "")
    {
        var failure = Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        var path = Path.Combine(WorkDirectory, file);
        Assert.Equal("TANGO0202", failure.Code);
        Assert.Contains($"'{path}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.False(_project.Cache.Contains(_project.UniqueId("step")));
        return path;
    }
}
