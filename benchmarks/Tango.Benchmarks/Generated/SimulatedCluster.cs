using System.Collections.Concurrent;
using System.Globalization;
using Tango.Build.TestKit;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Benchmarks.Generated;

/// <summary>
/// A cluster of many nodes that runs nothing: each job takes a processor for a while, then its events are in its folder and its result is "in the cache". Latencies and failures as measured on
/// a real Slurm: a call takes 10 ms, an array 50, a job starts within a second, one in a hundred is lost with its node and starts again 40 seconds later.
/// </summary>
internal sealed class SimulatedCluster : SlurmClient, IDisposable
{
    private const int ProcessorsOfNode = 8;
    private const double LostOf = 0.01;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MeanDuration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(40);

    private readonly FastClock _clock;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly Random _random = new(1);
    private readonly Lock _lock = new();
    private readonly Queue<Job> _waiting = new();
    private readonly PriorityQueue<Job, DateTimeOffset> _running = new();
    private readonly List<Job> _live = [];
    private readonly ITimer _timer;
    private int _free;
    private int _lastId;

    /// <param name="names">The names of steps by their unique ids.</param>
    public SimulatedCluster(FastClock clock, int nodes, IReadOnlyDictionary<string, string> names)
    {
        _clock = clock;
        _names = names;
        _free = nodes * ProcessorsOfNode;
        _timer = clock.CreateTimer(_ => Advance(), null, Step, Step);
    }

    /// <summary>The unique ids of the results that jobs have stored.</summary>
    public ConcurrentDictionary<string, bool> Stored { get; } = new(StringComparer.Ordinal);

    public int Submissions { get; private set; }

    public int Questions { get; private set; }

    public int Lost { get; private set; }

    public override async Task<string> SubmitAsync(IReadOnlyList<string> options, string script, CancellationToken cancellationToken)
    {
        var comment = ValueOf(options, "--comment=");
        var folders = options.Any(option => option.StartsWith("--array=", StringComparison.Ordinal)) ? await File.ReadAllLinesAsync(comment, cancellationToken).ConfigureAwait(false) : [comment];
        await Task.Delay(TimeSpan.FromMilliseconds(folders.Length > 1 ? 50 : 10), _clock, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            Submissions++;
            var id = (++_lastId).ToString(CultureInfo.InvariantCulture);
            for (var index = 0; index < folders.Length; index++)
            {
                var job = new Job(folders.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{id}_{index}") : id, ValueOf(options, "--job-name="), comment, new JobFolder(folders[index]));
                _waiting.Enqueue(job);
                _live.Add(job);
            }

            return id;
        }
    }

    public override async Task<IReadOnlyList<SlurmJob>> ListAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(13), _clock, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            Questions++;
            return [.. _live.Select(job => new SlurmJob(job.Id, job.State, "None", job.Name, job.Comment))];
        }
    }

    public void Dispose() => _timer.Dispose();

    private static string ValueOf(IReadOnlyList<string> options, string name) => options.Last(option => option.StartsWith(name, StringComparison.Ordinal))[name.Length..];

    private void Advance()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            while (_running.TryPeek(out var job, out var end) && end <= now)
            {
                _running.Dequeue();
                _free++;
                End(job);
            }

            while (_free > 0 && _waiting.TryDequeue(out var job))
                Start(job, now);

            _live.RemoveAll(job => job.State == "COMPLETED" && job.Ended < now - TimeSpan.FromMinutes(5));
        }
    }

    private void Start(Job job, DateTimeOffset now)
    {
        _free--;
        job.State = "RUNNING";
        job.IsLost = _random.NextDouble() < LostOf;
        Write(job, new RunEvent.StepStarted { Step = NameOf(job), UniqueId = job.Folder.UniqueId });
        _running.Enqueue(job, now + (MeanDuration * (0.5 + _random.NextDouble())) + (job.IsLost ? Recovery : TimeSpan.Zero));
    }

    private void End(Job job)
    {
        if (job.IsLost)
        {
            Lost++;
            job.Attempt++;
            job.State = "PENDING";
            _waiting.Enqueue(job);
            return;
        }

        job.State = "COMPLETED";
        job.Ended = _clock.GetUtcNow();
        Stored[job.Folder.UniqueId] = true;
        Write(job, new RunEvent.StepCompleted { Step = NameOf(job), UniqueId = job.Folder.UniqueId, State = StepState.Ran, Duration = MeanDuration });
    }

    private string NameOf(Job job) => _names[job.Folder.UniqueId];

    private static void Write(Job job, RunEvent runEvent)
    {
        using var file = new FileStream(job.Folder.EventsOf(job.Attempt), FileMode.Append);
        file.Write([.. RunEventJson.Write(runEvent), (byte)'\n']);
    }

    private sealed class Job(string id, string name, string comment, JobFolder folder)
    {
        public string Id => id;

        public string Name => name;

        public string Comment => comment;

        public JobFolder Folder => folder;

        public string State { get; set; } = "PENDING";

        public int Attempt { get; set; }

        public bool IsLost { get; set; }

        public DateTimeOffset Ended { get; set; }
    }
}
