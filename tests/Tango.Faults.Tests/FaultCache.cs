using Tango.Core.Tests.Child;

namespace Tango.Faults.Tests;

/// <summary>A cache that faults are tried on, and the marks of the steps that ran for it.</summary>
internal sealed class FaultCache : IDisposable
{
    private static readonly Lazy<Task<string>> Undisturbed = new(RunUndisturbedAsync);

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("tango faults äö ");

    public FaultCache()
    {
        Directory = Path.Combine(_folder.FullName, "cache");
        System.IO.Directory.CreateDirectory(Marks);
    }

    /// <summary>The result of a run that nothing disturbs.</summary>
    public static Task<string> ExpectedAsync() => Undisturbed.Value;

    /// <summary>Full path of the cache.</summary>
    public string Directory { get; init; }

    /// <summary>Full path of the folder of marks.</summary>
    public string Marks => Path.Combine(_folder.FullName, "marks");

    /// <summary>Full path of a folder beside the cache.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>How often each step has run.</summary>
    public IReadOnlyDictionary<string, int> Runs() => new DirectoryInfo(Marks).EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadLines(file.FullName).Count(), StringComparer.Ordinal);

    /// <summary>The steps whose entries are complete.</summary>
    public IReadOnlySet<string> Completed() => EntryCheck.CompletedSteps(Directory);

    /// <summary>Runs the pipeline to its end, compares its result with that of an undisturbed run, and checks that no step of those that had completed ran again.</summary>
    /// <param name="completed">The steps that had completed; null: no matter.</param>
    /// <param name="mayHaveMore">Whether there may be other files beside results.</param>
    /// <param name="otherSteps">The number of other steps whose entries are in the cache.</param>
    public async Task<FaultOutcome> RecoverAsync(IReadOnlySet<string>? completed, bool mayHaveMore = false, int otherSteps = 0)
    {
        var outcome = new FaultOutcome();
        var before = Runs();
        using var process = PipelineProcess.Start(this);
        var (output, error, exitCode) = await process.EndAsync();
        if (exitCode != 0)
            outcome.Problems.Add($"exit code {exitCode}: {output} {error}");
        else if (output != await ExpectedAsync())
            outcome.Wrong.Add($"{output} instead of {await ExpectedAsync()}");

        foreach (var (step, runs) in Runs())
        {
            if (completed?.Contains(step) == true && runs != before.GetValueOrDefault(step))
                outcome.Lost.Add(step);
        }

        outcome.Problems.AddRange(EntryCheck.Problems(Directory, mayHaveMore));
        if (exitCode == 0 && Completed().Count != FaultPipeline.StepCount + otherSteps)
            outcome.Problems.Add($"only {string.Join(", ", Completed())} are complete");

        return outcome;
    }

    public void Dispose()
    {
        foreach (var folder in System.IO.Directory.EnumerateDirectories(_folder.FullName, "*", SearchOption.AllDirectories).ToList())
            MakeWritable(folder);

        _folder.Delete(recursive: true);
    }

    private static void MakeWritable(string folder)
    {
        if (!OperatingSystem.IsWindows() && new DirectoryInfo(folder).LinkTarget is null)
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<string> RunUndisturbedAsync()
    {
        using var cache = new FaultCache();
        using var process = PipelineProcess.Start(cache);
        var (output, error, exitCode) = await process.EndAsync();
        Assert.True(exitCode == 0 && output.Length == 64, $"The undisturbed run failed: {output} {error}");
        Assert.Empty(EntryCheck.Problems(cache.Directory));
        Assert.Equal(FaultPipeline.StepCount, cache.Completed().Count);
        return output;
    }
}
