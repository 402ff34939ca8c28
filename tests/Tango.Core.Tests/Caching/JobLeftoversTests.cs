using Tango.Caching;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;

namespace Tango.Core.Tests.Caching;

public sealed class JobLeftoversTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(true, 0, false)]
    [InlineData(true, 100, false)]
    [InlineData(false, 0, true)]
    [InlineData(false, 59, true)]
    [InlineData(false, 61, false)]
    public async Task The_report_of_a_job_is_kept_until_its_result_is_stored_or_it_is_very_old(bool isStored, int days, bool isKept)
    {
        _project.Declare<Constant>("one", "Value=1");
        if (isStored)
            await _project.RunAsync();

        var folder = Directory.CreateDirectory(Path.Combine(_project.Cache.DirectoryPath, ".jobs", _project.UniqueId("one"), "0123456789abcdef"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "plan.json"), "{}");
        folder.LastWriteTimeUtc = (Now - TimeSpan.FromDays(days)).UtcDateTime;

        JobLeftovers.TryRemove(_project.Cache.DirectoryPath, Now);

        Assert.Equal(isKept, folder.Exists && Directory.Exists(folder.FullName));
        Assert.Equal(isKept, Directory.Exists(folder.Parent!.FullName));
    }

    [Fact]
    public void What_a_link_leads_to_stays()
    {
        var outside = Directory.CreateDirectory(_project.PathOf("outside/Step-1/0123456789abcdef"));
        outside.LastWriteTimeUtc = (Now - TimeSpan.FromDays(100)).UtcDateTime;
        Directory.CreateDirectory(_project.Cache.DirectoryPath);
        Directory.CreateSymbolicLink(Path.Combine(_project.Cache.DirectoryPath, ".jobs"), _project.PathOf("outside"));

        JobLeftovers.TryRemove(_project.Cache.DirectoryPath, Now);

        Assert.True(Directory.Exists(outside.FullName));
    }

    [Fact]
    public void A_cache_without_jobs_is_left_alone() => JobLeftovers.TryRemove(_project.Cache.DirectoryPath, Now);
}
