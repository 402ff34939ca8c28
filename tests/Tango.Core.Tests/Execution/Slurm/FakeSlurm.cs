using Tango.Execution.Slurm;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>A queue that says what a test wants of each job that was submitted.</summary>
/// <param name="answer">The state and the reason of a job, given how many were submitted; a state of null: the queue does not know it.</param>
internal sealed class FakeSlurm(Func<int, (string? State, string Reason)> answer) : SlurmClient
{
    private readonly List<SlurmJob> _jobs = [];

    /// <summary>The options of each submission.</summary>
    public List<IReadOnlyList<string>> Submitted { get; } = [];

    public List<string> Scripts { get; } = [];

    public List<string> Cancelled { get; } = [];

    /// <summary>Called with each submission; what it throws is the answer.</summary>
    public Action<int> OnSubmit { get; init; } = _ => { };

    /// <summary>Called with each question to the queue.</summary>
    public Action OnList { get; init; } = () => { };

    /// <summary>The same, with the options.</summary>
    public Action<IReadOnlyList<string>> OnOptions { get; init; } = _ => { };

    public override Task<string> SubmitAsync(IReadOnlyList<string> options, string script, CancellationToken cancellationToken)
    {
        lock (_jobs)
        {
            Submitted.Add(options);
            Scripts.Add(script);
            OnSubmit(Submitted.Count);
            OnOptions(options);
            if (answer(Submitted.Count) is ({ } state, var reason))
                _jobs.Add(new SlurmJob($"{Submitted.Count}", state, reason, ValueOf(options, "--job-name="), ValueOf(options, "--comment=")));

            return Task.FromResult($"{Submitted.Count}");
        }
    }

    public override Task<IReadOnlyList<SlurmJob>> ListAsync(CancellationToken cancellationToken)
    {
        OnList();
        lock (_jobs)
            return Task.FromResult<IReadOnlyList<SlurmJob>>([.. _jobs]);
    }

    public override Task CancelAsync(IReadOnlyCollection<(string Id, string Name)> jobs, CancellationToken cancellationToken)
    {
        Cancelled.AddRange(jobs.Select(job => job.Id));
        return Task.CompletedTask;
    }

    /// <summary>The folder of a job that was submitted with the given options.</summary>
    public static JobFolder FolderOf(IReadOnlyList<string> options) => new(ValueOf(options, "--comment="));

    private static string ValueOf(IReadOnlyList<string> options, string name) => options.Last(option => option.StartsWith(name, StringComparison.Ordinal))[name.Length..];
}
