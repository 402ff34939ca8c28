namespace Tango.Execution;

/// <summary>A result that is read from the cache because a step takes it.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="UniqueId">The entry's key.</param>
/// <param name="Method">The step's code, which declares the result's type.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="CacheDirectory">The cache to read it from; null: the plan's own. Another project may keep its results elsewhere.</param>
internal sealed record ExecutionInput(string Name, string UniqueId, StepMethod Method, string Format, string? CacheDirectory = null);
