namespace Tango;

/// <summary>A step with a result.</summary>
/// <typeparam name="T">What <c>Run</c> returns, or the task of <c>RunAsync</c>.</typeparam>
public abstract partial class Step<T> : Step;
