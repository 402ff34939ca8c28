using Tango.Benchmarks.Measuring;

namespace Tango.Benchmarks.Peers;

/// <summary>A tool that runs steps in the order of their inputs and outputs, used as its documentation recommends.</summary>
internal abstract class GraphTool
{
    /// <summary>How the tables call it.</summary>
    public abstract string Name { get; }

    /// <summary>How many steps it is given at most: beyond that a cold run takes many minutes.</summary>
    public virtual int MostSteps => int.MaxValue;

    /// <summary>Whether it compares content; others compare times, and run everything after a touch.</summary>
    public virtual bool ComparesContent => false;

    /// <summary>Whether a clone can take results from a folder on the machine; others run everything in it.</summary>
    public virtual bool HasCache => false;

    /// <summary>Its version; null when it is not installed.</summary>
    public abstract string? FindVersion();

    /// <summary>Writes what the tool reads, and makes everything ready for its first run.</summary>
    public abstract void Prepare(PeerWorkspace workspace);

    /// <summary>Makes everything in the clone ready that comes with the sources, or that is measured apart.</summary>
    public virtual void PrepareClone(PeerWorkspace first, PeerWorkspace clone) => Prepare(clone);

    /// <summary>Brings everything up to date.</summary>
    /// <returns>What of it took how long: the whole first, under the tool's own name.</returns>
    public virtual IReadOnlyList<(string Part, Timing Timing)> Run(PeerWorkspace workspace) =>
        [(Name, Timing.OfChildren(() => Start(workspace)))];

    /// <summary>Starts the tool and waits for it.</summary>
    protected abstract void Start(PeerWorkspace workspace);
}
