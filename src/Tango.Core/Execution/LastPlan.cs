using Tango.Planning;

namespace Tango.Execution;

/// <summary>
/// Who the steps of the plan were that a worker was given last: what is known of a step that failed, and so has no entry. Read when first asked.
/// </summary>
internal sealed class LastPlan
{
    private readonly Lazy<Dictionary<string, PastIdentity>> _steps;

    /// <summary>Makes a reader.</summary>
    /// <param name="path">The full path of the plan file; it may not exist.</param>
    public LastPlan(string path) => _steps = new(() => Read(path));

    /// <summary>Finds a step; null when it was not in the plan.</summary>
    /// <param name="uniqueId">Its unique id then.</param>
    public PastIdentity? Find(string uniqueId) => _steps.Value.GetValueOrDefault(uniqueId);

    private static Dictionary<string, PastIdentity> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? ExecutionPlanFile.Read(path).Steps.DistinctBy(step => step.UniqueId).ToDictionary(step => step.UniqueId, step => new PastIdentity(step.Identity, step.CodeFingerprint), StringComparer.Ordinal)
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Of another version, or being replaced by another build: reasons say less without it.
            return [];
        }
    }
}
