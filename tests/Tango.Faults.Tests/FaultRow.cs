namespace Tango.Faults.Tests;

/// <summary>What became of all tries of one kind of fault: a row of the table in docs/reliability.md.</summary>
internal sealed class FaultRow
{
    private readonly List<string> _problems = [];

    /// <param name="fault">The kind of fault, as the table names it.</param>
    public FaultRow(string fault) => Fault = fault;

    public string Fault { get; }

    public int Tries { get; private set; }

    public int Survived { get; private set; }

    /// <summary>Results of completed steps that were gone, and so were computed again.</summary>
    public int Lost { get; private set; }

    /// <summary>Results that differ from those of an undisturbed run.</summary>
    public int Wrong { get; private set; }

    /// <summary>Adds a try.</summary>
    /// <param name="name">The fault that was tried, to repeat it.</param>
    /// <param name="outcome">What became of it.</param>
    public void Add(string name, FaultOutcome outcome)
    {
        Tries++;
        Lost += outcome.Lost.Count;
        Wrong += outcome.Wrong.Count;
        List<string> problems = [.. outcome.Lost.Select(step => "lost " + step), .. outcome.Wrong.Select(what => "wrong: " + what), .. outcome.Problems];
        if (problems.Count == 0)
            Survived++;

        _problems.AddRange(problems.Select(problem => $"{Fault}: {name}: {problem}"));
    }

    /// <summary>Enters the row into the table, and fails if a try was not survived.</summary>
    public void Complete()
    {
        FaultTable.Add(this);
        Assert.True(_problems.Count == 0, string.Join(Environment.NewLine, _problems));
        Assert.NotEqual(0, Tries);
    }
}
