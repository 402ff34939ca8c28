using Microsoft.Build.Framework;
using Tango.Engine.Verification;

namespace Tango.Build.Tasks;

/// <summary>Computes cached results of the pipeline again, and reports those that differ.</summary>
[MSBuildMultiThreadableTask]
public sealed class RecomputeTangoSteps : WorkerTask
{
    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(CreateWorkerSettings()) with { OutputFolders = CreateOwnership().OutputFolders };
        var observer = new BuildLogObserver(Log, Diagnostics, request.Declarations);
        var outcome = new RecomputedResults(request).VerifyAsync(observer, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(outcome.Diagnostics);
        Log.LogLine(MessageImportance.High, $"Tango: {string.Join(", ", Counts(outcome))}.");
    }

    private static IEnumerable<string> Counts(VerificationOutcome outcome)
    {
        yield return $"{Results(outcome.EqualCount + outcome.DifferentCount)} computed again";
        yield return outcome.DifferentCount == 0 ? "none differs" : outcome.DifferentCount == 1 ? "1 differs" : $"{outcome.DifferentCount} differ";
        if (outcome.FailedCount > 0)
            yield return outcome.FailedCount == 1 ? "1 step failed" : $"{outcome.FailedCount} steps failed";

        if (outcome.OthersCount > 0)
            yield return $"{Results(outcome.OthersCount)} not computed again (not deterministic, not cached, or not in the cache)";
    }

    private static string Results(int count) => count == 1 ? "1 result" : $"{count} results";
}
