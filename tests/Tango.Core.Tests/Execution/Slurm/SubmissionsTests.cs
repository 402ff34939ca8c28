using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>Which steps are submitted together.</summary>
[Collection(SlurmGroup.Name)]
public sealed class SubmissionsTests : IDisposable
{
    private readonly ClusterProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(19, 19, 0)]
    [InlineData(20, 1, 1)]
    [InlineData(1000, 1, 1)]
    [InlineData(1001, 2, 1)]
    [InlineData(1030, 2, 2)]
    public async Task Alike_steps_are_one_array_if_they_are_many(int steps, int calls, int arrays)
    {
        var slurm = new FakeSlurm(_ => (null, ""));

        await SubmitAsync(slurm, [.. Enumerable.Range(0, steps).Select(number => Submission($"Step-{number}", "--mem=1G"))]);

        Assert.Equal(calls, slurm.Submitted.Count);
        Assert.Equal(arrays, slurm.Submitted.Count(options => options.Any(option => option.StartsWith("--array=", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Steps_with_other_needs_are_not_in_one_array()
    {
        var slurm = new FakeSlurm(_ => (null, ""));

        await SubmitAsync(slurm, [.. Enumerable.Range(0, 40).Select(number => Submission($"Step-{number}", number % 2 == 0 ? "--mem=1G" : "--mem=2G"))]);

        Assert.Equal(["--array=0-19", "--array=0-19"], slurm.Submitted.Select(options => options[^1]));
    }

    [Theory]
    [InlineData(20, 10)]
    [InlineData(100, 7)]
    [InlineData(25, 1)]
    public async Task An_array_for_which_there_is_no_room_is_made_smaller(int steps, int room)
    {
        // The client asks with the number of jobs in the last submission.
        var sizes = new List<int>();
        var slurm = new FakeSlurm(_ => (null, ""))
        {
            OnOptions = options =>
        {
            var size = options[^1].StartsWith("--array=0-", StringComparison.Ordinal) ? int.Parse(options[^1]["--array=0-".Length..], System.Globalization.CultureInfo.InvariantCulture) + 1 : 1;
            if (size > room)
                throw new SlurmException("Job violates accounting/QOS policy", SlurmFault.Full);

            sizes.Add(size);
        }
        };

        var ids = await SubmitAsync(slurm, [.. Enumerable.Range(0, steps).Select(number => Submission($"Step-{number}"))]);

        Assert.Equal(steps, sizes.Sum());
        Assert.Equal(steps, ids.Count);
    }

    [Fact]
    public async Task Where_an_array_is_refused_smaller_ones_are_submitted()
    {
        var slurm = new FakeSlurm(_ => (null, "")) { OnSubmit = call => _ = call == 1 ? throw new SlurmException("Invalid job array specification", SlurmFault.Refused) : 0 };

        var ids = await SubmitAsync(slurm, [.. Enumerable.Range(0, 20).Select(number => Submission($"Step-{number}"))]);

        Assert.Equal(3, slurm.Submitted.Count);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_job_for_which_there_is_no_room_yet_gets_the_environment_of_the_time_when_it_is_submitted()
    {
        var seen = new List<string>();
        SlurmClient slurm = null!;
        slurm = new FakeSlurm(_ => (null, ""))
        {
            OnSubmit = call =>
            {
                seen.Add(slurm.JobEnvironment["TIME"]);
                if (call < 3)
                    throw new SlurmException("Job violates accounting/QOS policy", SlurmFault.Full);
            },
        };

        await SubmitAsync(slurm, [Submission("Step-1")], new RenewedFiles());

        Assert.Equal(["1", "2", "3"], seen);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with blank")]
    [InlineData("it's")]
    [InlineData("$HOME `id` \"x\"")]
    [InlineData("ä%j\\n")]
    public async Task The_script_of_a_job_names_its_folder_whatever_is_in_the_path(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_project.Project.Folder, name)).FullName;
        var worker = Path.Combine(_project.Project.Folder, "worker.sh");
        await File.WriteAllTextAsync(worker, "#!/bin/sh\nprintf '%s|' \"$@\"\npwd >&2\n");

        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh") { RedirectStandardInput = true })!;
        await shell.StandardInput.WriteAsync(JobScript.Of(["/bin/sh", worker, "two words"], JobScript.Quote(folder)));
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();

        Assert.Equal($"two words|run|{folder}/plan.json|--tells-failure|", await File.ReadAllTextAsync(new JobFolder(folder).EventsOf(0)));
        Assert.Equal(folder + "\n", await File.ReadAllTextAsync(new JobFolder(folder).OutputOf(0)));
    }

    [SlurmFact]
    [Trait("Speed", "Slow")]
    public async Task An_array_runs_all_its_steps_and_another_build_finds_them_in_the_queue()
    {
        _project.DeclareWaiting("step-0");
        for (var number = 1; number < 25; number++)
            _project.Declare($"step-{number}", $"Value={number}");

        var plan = _project.Plan();
        var folders = plan.Steps.Select(step => JobFolder.Create(_project.Project.Cache.DirectoryPath, step.UniqueId, folder => JobSteps.PlanOf(new StepJob(plan, step), new SingleStepPlan(plan), failedAttempts: 0) with { ScratchDirectory = folder.Scratch }));
        var ids = await SubmitAsync(new SlurmClient(), [.. folders.Select(folder => new Submission(folder, ["--mem=100M"]))]);
        Assert.Single(ids.Select(id => id.Split('_')[0]).Distinct());

        await _project.WhenInJournalAsync("step-0");
        var events = new RecordedEvents();
        var run = _project.RunAsync(events);
        await events.When(e => e is RunEvent.StepStarted { Step: "step-0" }).WaitAsync(TestLimits.Hang);
        await _project.OpenAsync("step-0");
        await run;

        Assert.Equal(ids[0], Assert.Single(events.Of<RunEvent.StepSubmitted>(), submitted => submitted.Step == "step-0").Job);
        Assert.Equal(plan.Steps.Select(step => step.Name).Order(StringComparer.Ordinal), _project.Ran().Select(entry => entry.Step).Order(StringComparer.Ordinal));
    }

    // No batch is served before all was added.
    private async Task<IReadOnlyList<string>> SubmitAsync(SlurmClient slurm, Submission[] all, IJobFiles? files = null)
    {
        var clock = new HeldClock();
        var submissions = new Submissions(slurm, files ?? new SharedFiles(_project.Settings.Worker), _project.Project.Cache.DirectoryPath, _ => { }, clock, CancellationToken.None);
        var ids = all.Select(submissions.SubmitAsync).ToArray();
        clock.Release();
        var answers = await Task.WhenAll(ids);
        await submissions.DisposeAsync();
        return answers;
    }

    private Submission Submission(string uniqueId, params string[] options) =>
        new(JobFolder.Create(_project.Project.Cache.DirectoryPath, uniqueId, _ => new ExecutionPlan { ToolVersion = "1.2.3" }), options);

    /// <summary>Gives other variables each time.</summary>
    private sealed class RenewedFiles : IJobFiles
    {
        private int _times;

        public Task<IReadOnlyDictionary<string, string>> GetEnvironmentAsync() =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["TIME"] = $"{++_times}" });

        public string ScriptOf(JobFolder folder) => "";

        public string ScriptOf(IEnumerable<JobFolder> folders, string list) => "";

        public Task SendAsync(JobFolder folder, ExecutionPlan plan, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReceiveReportAsync(JobFolder folder, bool isUrgent, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReceiveOutputAsync(JobFolder folder, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReceiveResultAsync(string uniqueId, bool replace, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SendResultAgainAsync(JobFolder folder, string uniqueId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    /// <summary>Its timers fire when the test says so, and later ones at once.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _held = [];
        private bool _isReleased;

        public void Release()
        {
            lock (_lock)
            {
                _isReleased = true;
                _held.ForEach(fire => fire());
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            void Fire() => ThreadPool.QueueUserWorkItem(_ => callback(state));
            lock (_lock)
            {
                if (_isReleased)
                    Fire();
                else
                    _held.Add(Fire);
            }

            return new Fired();
        }

        private sealed class Fired : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
