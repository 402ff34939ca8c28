using Tango.Execution.Plans;
using Tango.Execution.Slurm;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>The folders of submissions, which two builds make and remove at the same time.</summary>
public sealed class JobFolderTests : IDisposable
{
    private const string UniqueId = "Step-1";

    private readonly TemporaryDirectory _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task A_submission_does_not_fail_when_another_build_removes_those_of_its_step()
    {
        // There is no Slurm, and a folder in which a file is open is not removed.
        if (OperatingSystem.IsWindows())
            return;

        for (var round = 0; round < 200; round++)
        {
            var removal = Task.Run(() => JobFolder.TryDeleteAll(_cache.Path, UniqueId));
            var folders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Create)));
            await removal;

            Assert.Equal(4, folders.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(23, false, true)]
    [InlineData(25, false, false)]
    [InlineData(25, true, true)]
    [InlineData(1000, true, true)]
    public void Folders_of_earlier_submissions_are_removed_when_they_are_a_day_old_and_have_no_job(int hours, bool isLive, bool isKept)
    {
        var folder = Create();
        var now = DateTimeOffset.UtcNow;
        Directory.SetLastWriteTimeUtc(folder.FullPath, now.UtcDateTime - TimeSpan.FromHours(hours));

        JobFolder.TryDeleteLeft(_cache.Path, UniqueId, found => isLive && found == folder, now);

        Assert.Equal(isKept, Directory.Exists(folder.FullPath));
        Assert.True(Directory.Exists(Path.GetDirectoryName(folder.FullPath)));
    }

    [Fact]
    public void A_step_that_was_never_submitted_has_nothing_to_remove() => JobFolder.TryDeleteLeft(_cache.Path, UniqueId, _ => false, DateTimeOffset.UtcNow);

    private JobFolder Create() => JobFolder.Create(_cache.Path, UniqueId, _ => new ExecutionPlan { ToolVersion = "1.2.3" });
}
