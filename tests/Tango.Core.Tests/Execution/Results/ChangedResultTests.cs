using Tango.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Results;

/// <summary>Steps that write to the stored files they are given, without any switch.</summary>
public sealed class ChangedResultTests : IDisposable
{
    private const string Content = "b\na\n";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("file", "printf more >> {file}")]
    [InlineData("file", "printf 'a\\nb\\n' > {file}")]
    [InlineData("file", "cp -p {file} kept; printf 'a\\nb\\n' | dd of={file} conv=notrunc status=none; touch -r kept {file}")]
    [InlineData("file", "sort -o {file} {file}")]
    [InlineData("file", "sed s/b/c/ {file} > new; mv new {file}")]
    [InlineData("file", "cp -p {file} kept; sed s/b/c/ {file} > new; touch -r kept new; mv new {file}")]
    [InlineData("file", ": > {file}")]
    [InlineData("file", "rm {file}")]
    [InlineData("file", "mv {file} taken")]
    [InlineData("file", "rm {file}; ln -s nothing {file}")]
    [InlineData("file", "rm {file}; mkfifo {file}")]
    [InlineData("file", "rm {file}; mkdir {file}")]
    [InlineData("file", "printf more >> {file}; exit 1")]
    [InlineData("many", "printf 9 > {many}/1.txt")]
    [InlineData("many", "rm {many}/1.txt")]
    [InlineData("many", "mv {many}/1.txt {many}/9.txt")]
    [InlineData("many", "echo > {many}/new.txt")]
    [InlineData("many", "mkdir {many}/new")]
    [InlineData("many", "ln -s 1.txt {many}/new")]
    [InlineData("many", "rm -r {many}")]
    [InlineData("many", "printf more >> {many[1.txt]}")]
    public async Task A_command_that_changes_a_result_is_named_and_nothing_of_it_is_stored(string input, string run)
    {
        if (OperatingSystem.IsWindows())
            return;

        DeclareSources();
        _project.DeclareCommand("taker", $"chmod -R u+w {{{input}}}; {run}", $"Inputs=ref:{input}" + (run.Contains('[') ? $";ref:{input}[1.txt]" : ""));

        var events = await _project.RunAsync();

        var failed = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal(("taker", "TANGO0212"), (failed.Step, failed.Code));
        Assert.StartsWith($"Step 'taker' modified its input 'Inputs', the result of step '{input}'.", failed.Message, StringComparison.Ordinal);
        Assert.False(_project.Cache.Contains(_project.UniqueId("taker")));
        Assert.False(_project.Cache.Contains(_project.UniqueId(input)));
        await AssertMadeAgainAsync();
    }

    [Theory]
    [InlineData("cat {file}")]
    [InlineData("touch {file}")]
    [InlineData("touch -d '2001-02-03' {file}")]
    [InlineData("exec 3<> {file}")]
    [InlineData("cp {file} new; cat new > {file}")]
    [InlineData("cp {file} new; mv new {file}")]
    [InlineData("ln {file} also || ln {file} {file}.also")]
    [InlineData("cp -p {file} kept; printf more >> {file}; cp -p kept {file}")]
    [InlineData("cp -p {file} kept; rm {file}; cp -p kept {file}")]
    [InlineData("ls -R {many}; touch {many} {many}/1.txt")]
    [InlineData("echo > {many}/new; rm {many}/new")]
    [InlineData("mv {many}/1.txt {many}/9.txt; mv {many}/9.txt {many}/1.txt")]
    public async Task A_command_after_which_the_content_is_what_it_was_is_fine(string run)
    {
        if (OperatingSystem.IsWindows())
            return;

        DeclareSources();
        _project.DeclareCommand("taker", $"chmod -R u+w {{file}} {{many}}; {run}", "Inputs=ref:file;ref:many");

        var events = await _project.RunAsync();

        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.True(_project.Cache.Contains(_project.UniqueId("taker")));
        Assert.Equal(CacheReadState.Found, (await _project.Cache.VerifyAsync(_project.UniqueId("file"), quarantine: false)).State);
        Assert.Equal(CacheReadState.Found, (await _project.Cache.VerifyAsync(_project.UniqueId("many"), quarantine: false)).State);
    }

    [Theory]
    [InlineData("append", "")]
    [InlineData("delete", "its file is gone")]
    [InlineData("append", "of something else")]
    public async Task A_class_that_modifies_a_result_is_reported_once_and_not_retried(string act, string fail)
    {
        DeclareSources();
        _project.Declare<TakesFile>("taker", "File=ref:file", "Act=" + act, "Fail=" + fail, "Retries=2");

        var events = await _project.RunAsync();

        var failed = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal("TANGO0212", failed.Code);
        Assert.StartsWith("Step 'taker' modified its input 'file', the result of step 'file'.", failed.Message, StringComparison.Ordinal);
        Assert.Single(events.Of<RunEvent.StepStarted>(), started => started.Step == "taker");
        Assert.False(_project.Cache.Contains(_project.UniqueId("taker")));
        await AssertMadeAgainAsync();
    }

    [Fact]
    public async Task A_result_that_is_not_stored_is_not_made_of_a_changed_input_either()
    {
        DeclareSources();
        _project.Declare<TakesFile>("taker", "File=ref:file", "Act=append", "CacheResults=false").Declare<Writes>("after", "Text=ref:taker");

        var events = await _project.RunAsync();

        Assert.Equal(["taker"], events.Failed);
        Assert.Equal(["after"], events.Blocked);
    }

    [Fact]
    public async Task Who_takes_it_afterwards_is_not_given_it()
    {
        DeclareSources();
        _project.Declare<TakesFile>("culprit", "File=ref:file", "Act=append").Declare<TakesFile>("later", "File=ref:file", "Salt=1");
        var events = new RecordedEvents();

        await _project.RunAsync(_project.ExecutionPlan() with { Options = new() { MaxParallelism = 1 } }, events);

        Assert.Equal(["culprit"], events.Failed);
        Assert.Equal(["file"], events.Of<RunEvent.EntryMissing>().Select(lost => lost.Step));
        Assert.DoesNotContain("later", events.Completed);
        await AssertMadeAgainAsync();
        Assert.Equal(Content + "1", await _project.ResultAsync<string>("later"));
    }

    [Fact]
    public async Task Nor_is_who_takes_it_while_the_other_still_has_it()
    {
        var (changed, between) = (Gate.Create(), Gate.Create());
        DeclareSources();
        _project.Declare<TakesFile>("first", "File=ref:file", "Salt=2");
        _project.Declare<TakesFile>("culprit", "File=ref:file", "Act=append", "Gate=" + changed.Name, "DependsOn=first");
        _project.Declare<WaitsAtGate>("between", "Gate=" + between.Name).Declare<TakesFile>("later", "File=ref:file", "Salt=1", "DependsOn=between;first");
        var events = new RecordedEvents();

        var run = _project.RunAsync(_project.ExecutionPlan(), events);
        await Task.WhenAll(changed.Entered, between.Entered);
        between.Open();
        await events.When(e => e is RunEvent.EntryMissing);
        changed.Open();
        await run;

        Assert.Equal(["culprit"], events.Failed);
        Assert.DoesNotContain("later", events.Completed);
        Assert.Equal(Content + "2", await _project.ResultAsync<string>("first"));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("delete")]
    public async Task Of_several_that_had_it_none_is_stored_and_none_is_blamed(string act)
    {
        var (culprit, other, before) = (Gate.Create(), Gate.Create(), Gate.Create());
        DeclareSources();
        _project.Declare<TakesFile>("other", "File=ref:file", "Gate=" + other.Name).Declare<WaitsAtGate>("before", "Gate=" + before.Name);
        _project.Declare<TakesFile>("culprit", "File=ref:file", "Act=" + act, "Gate=" + culprit.Name, "DependsOn=before");
        var events = new RecordedEvents();
        var run = _project.RunAsync(_project.ExecutionPlan(), events);
        await Task.WhenAll(other.Entered, before.Entered);
        before.Open();
        await culprit.Entered;

        other.Open();
        await events.When(e => e is RunEvent.EntryMissing);
        culprit.Open();
        await run;

        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.All(events.Of<RunEvent.EntryMissing>(), lost => Assert.Equal(("file", true), (lost.Step, lost.IsContested)));
        Assert.Equal(2, events.Of<RunEvent.EntryMissing>().Count());
        Assert.False(_project.Cache.Contains(_project.UniqueId("culprit")) || _project.Cache.Contains(_project.UniqueId("other")));
    }

    [Theory]
    [InlineData("echo 5 > {file}", "cp -p kept {file}")]
    [InlineData("mv {file} aside; echo 5 > {file}", "mv aside {file}")]
    [InlineData("chmod u+w $(dirname {file}); mv {file} {file}.aside; echo 5 > {file}", "mv {file}.aside {file}")]
    [InlineData("mv {many}/1.txt {many}/9.txt", "mv {many}/9.txt {many}/1.txt")]
    [InlineData("rm {many}/1.txt", "cp -p {many}/2.txt {many}/1.txt")]
    public async Task One_that_changes_it_and_puts_it_back_while_another_has_it_is_found_too(string change, string putBack)
    {
        if (OperatingSystem.IsWindows())
            return;

        // They meet three times: when both have it, when it is changed, and when it has been read.
        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("a"));
        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("b"));
        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("c"));
        _project.Declare<GivesFile>("file", "Content=" + Content).DeclareCommand("many", "mkdir many; echo 1 | tee many/1.txt > many/2.txt", "Outputs=many/");
        _project.DeclareCommand(
            "culprit",
            $"echo > a; chmod -R u+w {{file}} {{many}}; cp -p {{file}} kept; {change}; echo > b; cat c; {putBack}",
            "Inputs=ref:file;ref:many");
        _project.DeclareCommand("other", "cat a b; cat {file}; ls {many}; echo > c", "Inputs=ref:file;ref:many");

        var events = await _project.RunAsync();

        Assert.Empty(events.Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.All(events.Of<RunEvent.EntryMissing>(), lost => Assert.True(lost.IsContested));
        Assert.Equal(2, events.Of<RunEvent.EntryMissing>().Count());
        Assert.False(_project.Cache.Contains(_project.UniqueId("culprit")) || _project.Cache.Contains(_project.UniqueId("other")));
    }

    // What a user may do at any time.
    [Fact]
    public async Task An_entry_that_is_deleted_while_a_step_has_it_is_nobodys_fault()
    {
        var gate = Gate.Create();
        DeclareSources();
        _project.Declare<TakesFile>("taker", "File=ref:file", "Gate=" + gate.Name);
        var events = new RecordedEvents();
        var run = _project.RunAsync(_project.ExecutionPlan(), events);
        await gate.Entered;

        Directory.Delete(_project.Cache.PathForStep(_project.UniqueId("file")), recursive: true);
        gate.Open();
        await run;

        Assert.Empty(events.Failed);
        Assert.Equal("file", Assert.Single(events.Of<RunEvent.EntryMissing>()).Step);
        Assert.False(_project.Cache.Contains(_project.UniqueId("taker")));
    }

    private void DeclareSources() => _project.Declare<GivesFile>("file", "Content=" + Content).Declare<WritesManyFiles>("many", "Count=3");

    private async Task AssertMadeAgainAsync()
    {
        await _project.RunAsync();
        DeclareReaders();
        Assert.Empty((await _project.RunAsync()).Of<RunEvent.StepFailed>().Select(failed => failed.Message));
        Assert.Equal(Content + "3", await _project.ResultAsync<string>("reader"));
        Assert.Equal(["0.txt", "1.txt", "2.txt"], (await _project.ResultAsync<OutputDirectory>("many"))!.Files().Select(Path.GetFileName));
    }

    private void DeclareReaders()
    {
        var later = _project.Declarations.Any(declaration => declaration.Name == "later");
        _project.DeclareAnew();
        DeclareSources();
        _project.Declare<TakesFile>("reader", "File=ref:file", "Salt=3");
        if (later)
            _project.Declare<TakesFile>("later", "File=ref:file", "Salt=1");
    }
}
