namespace Tango.Steps;

/// <summary>Whether step type and declaration request caching; the rest of the graph may still prevent it.</summary>
internal static class CachePreference
{
    /// <summary>Whether the result is cached if its id is the same in later builds.</summary>
    public static bool IsCacheable(StepType type, bool? cacheResults) => cacheResults ?? type.Caching switch
    {
        StepCaching.Always => true,
        StepCaching.Never => false,
        _ => type.Deterministic,
    };

    /// <summary>What makes a result that is not cacheable so: the declaration, or the step type.</summary>
    public static string WhyNever(StepType type, bool? cacheResults) =>
        cacheResults == false ? "CacheResults is false"
        : type.Caching == StepCaching.Never ? "marked Caching = StepCaching.Never"
        : "not marked Deterministic";

    /// <summary>Why <c>CacheResults = true</c> contradicts the step type; null if it does not.</summary>
    public static string? Contradiction(StepType type, bool? cacheResults)
    {
        if (cacheResults != true)
            return null;

        return type switch
        {
            { Caching: StepCaching.Never } => $"{type.ClassName} is marked Caching = StepCaching.Never",
            { Deterministic: false, Caching: StepCaching.Default } => $"{type.ClassName} is not marked Deterministic, nor Caching = StepCaching.Always",
            _ => null,
        };
    }
}
