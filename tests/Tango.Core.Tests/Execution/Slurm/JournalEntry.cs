using System.Globalization;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>An entry of the journal: the name of a file.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Job">The id of the job that ran it; <c>-</c> if none did.</param>
/// <param name="Process">The process.</param>
/// <param name="Node">The node; <c>-</c> if it ran here.</param>
internal sealed record JournalEntry(string Step, string Job, int Process, string Node)
{
    public static JournalEntry Parse(string name)
    {
        // The time is first.
        var parts = name.Split(' ')[1..];
        return new(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]);
    }
}
