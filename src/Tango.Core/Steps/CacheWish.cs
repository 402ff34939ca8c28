namespace Tango.Steps;

/// <summary>What a step type and its declaration want cached, as far as it can be told without the rest of the graph.</summary>
internal static class CacheWish
{
    /// <summary>Whether the result is to be stored, provided that it can be found again.</summary>
    public static bool Of(StepType type, bool? cacheResults) => cacheResults ?? type.Cacheable ?? type.Deterministic;

    /// <summary>Why <c>CacheResults = true</c> contradicts the step type; null when it does not.</summary>
    public static string? Contradiction(StepType type, bool? cacheResults)
    {
        if (cacheResults != true)
        {
            return null;
        }

        return type switch
        {
            { Cacheable: false } => $"{type.ClassName} is marked Cacheable = false",
            { Deterministic: false, Cacheable: null } => $"{type.ClassName} is not marked Deterministic, nor Cacheable = true",
            _ => null,
        };
    }
}
