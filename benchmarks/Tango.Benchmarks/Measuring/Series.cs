namespace Tango.Benchmarks.Measuring;

/// <summary>One quantity, measured several times. The least is what the work takes; the median is what a busy machine makes of it.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public double Min => _values.Min();

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);
}
