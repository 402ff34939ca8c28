namespace Tango;

/// <summary>A step with a result.</summary>
/// <typeparam name="T">What <c>Run</c> gives, or the task of <c>RunAsync</c>.</typeparam>
public abstract class Step<T> : Step;
