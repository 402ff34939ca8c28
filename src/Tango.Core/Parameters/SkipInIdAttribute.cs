namespace Tango;

/// <summary>
/// Leaves an argument out of the step's unique id: for what cannot change the result, such as a number of threads or a log level.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SkipInIdAttribute : Attribute
{
    /// <summary>
    /// When set, the argument is left out only while it equals this value: a parameter added later, with a default that keeps the
    /// old behaviour, then leaves the ids of existing results as they are.
    /// </summary>
    public object? Default { get; set; }
}
