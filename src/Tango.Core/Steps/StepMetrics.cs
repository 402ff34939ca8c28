using System.Collections.Immutable;
using Tango.IO;

namespace Tango;

/// <summary>
/// Numbers about a step's result, by name: <c>Metrics["accuracy"] = 0.967</c>. They are stored with the result and in the records of runs, where tools compare and plot them.
/// Safe to use from several threads of the step.
/// </summary>
public sealed class StepMetrics
{
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<string, double> _values = None;

    internal StepMetrics()
    {
    }

    internal static ImmutableSortedDictionary<string, double> None { get; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>All values so far, in ordinal order of their names.</summary>
    internal ImmutableSortedDictionary<string, double> Values
    {
        get
        {
            lock (_lock)
                return _values;
        }
    }

    /// <summary>The value of a metric.</summary>
    /// <param name="name">1 to 100 characters, e.g. <c>accuracy</c> or <c>loss/test</c>; compared exactly.</param>
    /// <value>Any number; also infinite ones and NaN, which a diverged training may have. The last one set counts.</value>
    /// <exception cref="ArgumentException">The name is blank, too long or has control characters; or it is the 1,001st of the step.</exception>
    /// <exception cref="KeyNotFoundException">The metric that is read has not been set.</exception>
    public double this[string name]
    {
        get => Values.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"The metric '{name}' has not been set.");
        set
        {
            Check(name);
            lock (_lock)
            {
                if (_values.Count >= TextLimits.MaxMetrics && !_values.ContainsKey(name))
                    throw new ArgumentException(TextLimits.Format($"A step has at most {TextLimits.MaxMetrics} metrics. Keep a longer series in the result."), nameof(name));

                _values = _values.SetItem(name, value);
            }
        }
    }

    private static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > TextLimits.MaxMetricName || name.Any(char.IsControl))
            throw new ArgumentException(TextLimits.Format($"The name of a metric has at most {TextLimits.MaxMetricName} characters, and no control characters."), nameof(name));
    }
}
