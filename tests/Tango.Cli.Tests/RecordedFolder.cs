using System.Collections.Immutable;
using Tango.Caching;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Cli.Tests;

/// <summary>A repository in which builds have left records and results.</summary>
internal sealed class RecordedFolder : IDisposable
{
    private DateTimeOffset _time = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    public RecordedFolder()
    {
        Path = Directory.CreateTempSubdirectory("tango cli ä;%41 '").FullName;
        Directory.CreateDirectory(PathOf(".git"));
        File.WriteAllText(PathOf(".git/HEAD"), "ref: refs/heads/main");
    }

    public string Path { get; }

    public string CacheDirectory => PathOf(".tango/cache");

    public string PathOf(string name) => System.IO.Path.GetFullPath(name, Path);

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);

        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Adds the record of a build of the project App, a minute after the one before.</summary>
    public RecordedFolder Build(params StepRecord[] steps) => Build("App", buildId: null, steps);

    /// <summary>Adds the record of one project of a build.</summary>
    public RecordedFolder Build(string project, string? buildId, params StepRecord[] steps) => Build($"{project}/{project}.csproj", $"{project}/obj/tango", buildId, steps);

    /// <summary>Adds the record of one project, in one configuration and for one target framework.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="state">The engine's state directory.</param>
    public RecordedFolder Build(string project, string state, string? buildId, params StepRecord[] steps)
    {
        _time += TimeSpan.FromMinutes(1);
        var record = new RunRecord
        {
            Project = PathOf(project),
            StateDirectory = PathOf(state),
            CacheDirectory = CacheDirectory,
            BuildId = buildId,
            ToolVersion = "0.1.0",
            Host = "vm",
            Started = _time - TimeSpan.FromSeconds(12),
            Ended = _time,
            Source = new SourceState("0123456789abcdef", "main", IsDirty: true),
            Steps = [.. steps],
        };
        RunRecordFolder.Append(PathOf(".tango/runs"), record, kept: 0);
        return this;
    }

    /// <summary>Stores a result in the cache.</summary>
    public async Task<RecordedFolder> StoreAsync<T>(string uniqueId, string format, T result)
    {
        var metadata = new EntryMetadata { UniqueId = uniqueId, Step = "step", Type = "App.Step", Format = format, Started = _time, Duration = TimeSpan.FromSeconds(2), Host = "vm" };
        await new DirectoryStepCache(CacheDirectory).PutAsync(metadata, result, typeof(T));
        return this;
    }

    /// <summary>A step that ran.</summary>
    public static StepRecord Ran(string name, string uniqueId, params (string Argument, string Text)[] arguments) => new()
    {
        Name = name,
        UniqueId = uniqueId,
        State = StepState.Ran,
        Type = "App." + name,
        Started = new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(2),
        Cost = TimeSpan.FromSeconds(2),
        Identity = [.. arguments.Select(argument => new IdentityEntry { Name = "argument:" + argument.Argument, Hash = argument.Text, Text = argument.Text })],
    };

    /// <summary>A step whose result was in the cache.</summary>
    public static StepRecord Cached(string name, string uniqueId) => new() { Name = name, UniqueId = uniqueId, State = StepState.Cached, Cost = TimeSpan.FromSeconds(2) };

    /// <summary>Metrics.</summary>
    public static ImmutableSortedDictionary<string, double> Metrics(params (string Name, double Value)[] metrics) =>
        metrics.ToImmutableSortedDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
}
