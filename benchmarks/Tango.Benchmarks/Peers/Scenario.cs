namespace Tango.Benchmarks.Peers;

/// <summary>What happened before a tool is called.</summary>
internal enum Scenario
{
    /// <summary>Nothing was ever made.</summary>
    Cold,

    /// <summary>Nothing has changed.</summary>
    UpToDate,

    /// <summary>The file of the last step has changed: one step runs.</summary>
    LeafChanged,

    /// <summary>The file of the first step has changed: it runs, and all steps behind it.</summary>
    RootChanged,

    /// <summary>All files have new times, and the same content.</summary>
    Touched,

    /// <summary>The same sources in another folder; what can be shared is there.</summary>
    Clone,
}
