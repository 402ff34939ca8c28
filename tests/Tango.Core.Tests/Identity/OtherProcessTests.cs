using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Core.Tests.Parameters;
using Tango.Execution.Plans;

namespace Tango.Core.Tests.Identity;

/// <summary>Text has another hash code in every process, and culture comes with the environment: neither reaches an id.</summary>
[Trait("Speed", "Slow")]
public sealed class OtherProcessTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("de_DE.UTF-8", "de-DE")]
    [InlineData("tr_TR.UTF-8", "tr-TR")]
    [InlineData("th_TH.UTF-8", "th-TH")]
    public async Task Ids_are_the_same_in_another_process_with_another_culture(string locale, string culture)
    {
        if (OperatingSystem.IsWindows())
            return; // There a culture comes with the user, not with the environment.

        _project.Declare<IdentifiesSamples>("there", "Seed=5");
        var plan = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(plan, _project.ExecutionPlan() with { CacheDirectory = _project.Cache.DirectoryPath });

        using var worker = TestWorker.Start(new Dictionary<string, string> { ["LC_ALL"] = locale }, "run", plan);
        await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();

        var samples = await _project.ResultAsync<IdentitySamples>("there");
        Assert.Equal(culture, samples!.Culture);
        Assert.Equal(IdentitySamples.Take(seed: 5).Identities, samples.Identities);
    }

    [Fact]
    public void Steps_have_the_same_identity_under_every_culture_of_this_process()
    {
        var expected = IdentitySamples.Take(seed: 6).Identities;
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            Assert.Equal(expected, IdentitySamples.Take(seed: 6).Identities);
        }
    }
}
