using Tango.IO;
using Tango.Planning;

namespace Tango.Execution.Plans;

/// <summary>The identities of the steps in the last plan of a worker: a failed step has no entry, so this is the only source about it. Read at first use.</summary>
internal sealed class LastPlan
{
    private readonly Lazy<Dictionary<string, PastIdentity>> _steps;

    /// <param name="path">The full path of the plan file; it may not exist.</param>
    public LastPlan(string path) => _steps = new(() => Read(path));

    /// <summary>Finds a step; null if it is not in the plan.</summary>
    public PastIdentity? Find(string uniqueId) => _steps.Value.GetValueOrDefault(uniqueId);

    private static Dictionary<string, PastIdentity> Read(string path)
    {
        try
        {
            return SpecialFile.IsFile(path)
                ? ExecutionPlanFile.Read(path).Steps.DistinctBy(step => step.UniqueId).ToDictionary(step => step.UniqueId, step => new PastIdentity(step.Identity, step.CodeFingerprint), StringComparer.Ordinal)
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Of another version, or being replaced by another build: without it, reasons have less detail.
            return [];
        }
    }
}
