namespace Tango.Faults.Tests;

/// <summary>All classes of the suite: they run one after the other, since most of them use all processors.</summary>
[CollectionDefinition(Name)]
public sealed class FaultSuite
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "faults";
}
