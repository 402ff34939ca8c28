namespace Tango.Faults.Tests;

/// <summary>What became of one try.</summary>
internal sealed class FaultOutcome
{
    /// <summary>The steps that had completed, and ran again.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Results that differ from those of an undisturbed run.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Anything else that should not be: an error without a code, an entry that is not whole, a leftover.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Adds what else became of it.</summary>
    public void Add(FaultOutcome other)
    {
        Lost.AddRange(other.Lost);
        Wrong.AddRange(other.Wrong);
        Problems.AddRange(other.Problems);
    }
}
