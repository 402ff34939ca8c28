using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>A tool that writes only what is missing, and fails half way the first time.</summary>
[Trait("Speed", "Slow")]
public sealed class FailedAttemptTests : IDisposable
{
    private const string Tool = """
        mkdir -p out/d
        test -f out/d/a || echo a > out/d/a
        if [ ! -f flag ]; then touch flag; echo junk > out/d/junk; echo changed >> out/d/touched; FAIL; fi
        test -f out/d/b || echo b > out/d/b
        """;

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string, string> Tries
    {
        get
        {
            var attempts = new TheoryData<string, string, string>();
            foreach (var outputs in (string[])["out/d/", "out/d/*", "out/**/*", "out/", "out/d/a;out/d/b", "out/d/a;out/d/*b", "out/d/?;more/"])
            {
                attempts.Add(outputs, "exit 3", "Retries=1");
                attempts.Add(outputs, "exit 3", "Retries=0");
                attempts.Add(outputs, "kill -9 $$", "Retries=0");
            }

            attempts.Add("out/d/a;out/d/b", "exit 0", "Retries=0");
            attempts.Add("out/d/?;more/", "exit 0", "Retries=1");
            attempts.Add("out/d/", "sleep 600", "Timeout=00:00:01;Retries=1");
            attempts.Add("out/d/*", "sleep 600", "Timeout=00:00:01");
            return attempts;
        }
    }

    [ShTheory]
    [MemberData(nameof(Tries))]
    public async Task The_next_attempt_does_not_use_files_of_a_failed_one(string outputs, string fail, string settings)
    {
        _project.Write("out/d/touched", "theirs\n");
        var other = _project.Write("out/d/.theirs", "theirs\n");
        Declare(outputs, fail, settings.Split(';'));

        var events = await _project.RunAsync();
        if (!settings.Contains("Retries=1", StringComparison.Ordinal))
        {
            Assert.Equal(["make"], events.Failed);
            events = await _project.RunAsync();
        }

        Assert.Equal(["make"], events.Completed);
        Assert.Equal(["a", "b"], await ResultAsync());
        Assert.Equal("theirs\n", File.ReadAllText(other));
    }

    [ShTheory]
    [InlineData("the same command", false, false)]
    [InlineData("the same command", false, true)]
    [InlineData("a mended command", true, false)]
    public async Task Is_remembered_by_the_next_build(string next, bool isChanged, bool isStateRemoved)
    {
        Assert.NotEmpty(next);
        Declare("out/d/", "exit 3");
        var first = await RunAsync();
        Assert.Equal(["make"], first.Failed);
        Assert.True(File.Exists(_project.PathOf("out/d/junk")));

        if (isStateRemoved)
            Directory.Delete(Scratch, recursive: true);

        if (isChanged)
        {
            _project.DeclareAnew();
            Declare("out/d/", "exit 4");
        }

        var events = await RunAsync();

        Assert.Equal(["make"], events.Completed);
        Assert.Equal(["a", "b"], await ResultAsync());
        Assert.DoesNotContain(events.Of<RunEvent.StepLogged>(), logged => logged.Level == StepLogLevel.Warning);
        Assert.Empty(Directory.EnumerateFiles(Scratch, ".tried", SearchOption.AllDirectories));
    }

    [ShTheory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Is_remembered_when_the_build_was_killed(bool hasScratch, bool isStateRemoved)
    {
        _project.Write("out/d/theirs", "theirs\n");
        Declare("out/d/", "echo $$ > pid; echo stands; sleep 600");
        var plan = Path.Combine(_project.StateDirectory, "killed.json");
        ExecutionPlanFile.Write(plan, Plan(hasScratch));
        using (var worker = TestWorker.Start("run", plan, "--attached"))
        {
            while (await worker.StandardOutput.ReadLineAsync() is { } line && !line.Contains("stands\"", StringComparison.Ordinal))
            {
                // Events before the one that tells what the command said.
            }

            worker.Kill();
            await worker.WaitForExitAsync();
        }

        using (var command = System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(_project.PathOf("pid")), System.Globalization.CultureInfo.InvariantCulture)))
        {
            command.Kill();
            await command.WaitForExitAsync();
        }

        if (isStateRemoved)
            Directory.Delete(Scratch, recursive: true);

        var events = new RecordedEvents();
        await _project.RunAsync(Plan(hasScratch), events);

        Assert.Equal(["make"], events.Completed);
        Assert.Equal(["a", "b"], await ResultAsync());
        Assert.Equal("theirs\n", File.ReadAllText(_project.PathOf("out/d/theirs")));
        if (hasScratch && !isStateRemoved)
            Assert.Equal("junk\n", File.ReadAllText(Path.Combine(Scratch, "make", ".killed", "out", "d", "junk")));
    }

    [ShFact]
    public async Task Files_written_after_a_failed_attempt_are_not_removed()
    {
        Declare("out/d/", "exit 3");
        await RunAsync();
        _project.Write("out/d/new", "theirs");
        _project.Write("out/d/junk", "edited by hand");

        var events = await RunAsync();

        Assert.Equal(["a", "b"], await ResultAsync());
        Assert.Equal("theirs", File.ReadAllText(_project.PathOf("out/d/new")));
        Assert.Equal("edited by hand", File.ReadAllText(_project.PathOf("out/d/junk")));
        Assert.Equal(2, events.Of<RunEvent.StepLogged>().Count(logged => logged.Level == StepLogLevel.Warning));
    }

    [ShFact]
    public async Task Is_looked_for_only_where_the_command_still_writes()
    {
        Declare("out/d/", "exit 3");
        await RunAsync();
        _project.DeclareAnew().DeclareCommand("make", "mkdir -p out/e; echo e > out/e/e", "Outputs=out/e/");

        await RunAsync();

        Assert.Equal("junk\n", File.ReadAllText(_project.PathOf("out/d/junk")));
    }

    private string Scratch => Path.Combine(_project.StateDirectory, "steps");

    private void Declare(string outputs, string fail, params string[] settings)
    {
        var more = outputs.Contains("more", StringComparison.Ordinal) ? "\necho b > more/b; rm out/d/b" : "";
        _project.DeclareCommand("make", Tool.Replace("FAIL", fail, StringComparison.Ordinal) + more, ["Outputs=" + outputs, .. settings]);
    }

    private ExecutionPlan Plan(bool hasScratch) =>
        _project.ExecutionPlan() with { ScratchDirectory = hasScratch ? Scratch : null, CacheDirectory = _project.Cache.DirectoryPath };

    private async Task<RecordedEvents> RunAsync()
    {
        var events = new RecordedEvents();
        await _project.RunAsync(Plan(hasScratch: true), events);
        return events;
    }

    private async Task<IEnumerable<string?>> ResultAsync() => (await _project.ResultAsync<OutputDirectory>("make"))!.Files().Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
