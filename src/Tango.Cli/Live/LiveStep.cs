namespace Tango.Cli.Live;

/// <summary>A step of a running build.</summary>
internal sealed record LiveStep(string Run, string Name)
{
    /// <summary>The steps that it needs and that have not ended.</summary>
    public required IReadOnlyList<string> WaitsFor { get; init; }

    /// <summary>When it started; null while it waits.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The id of its job of a cluster; null if it has none.</summary>
    public string? Job { get; init; }

    /// <summary>What it waits for, in words.</summary>
    public string WaitsForText => WaitsFor.Count > 0 ? string.Join(", ", WaitsFor) : Job is null ? "a free processor" : $"a free node, as job {Job}";

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded { get; init; }

    /// <summary>From 0 to 1; null if it does not say.</summary>
    public double? Fraction { get; init; }

    /// <summary>What it is at; null if it does not say.</summary>
    public string? Text { get; init; }

    /// <summary>How long it took the last time; null if that is not recorded.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => Started is not null && !HasEnded;

    /// <summary>How long it still runs, by its progress, or else by its last run; null if that cannot be told.</summary>
    public TimeSpan? Left(DateTimeOffset now)
    {
        if (Started is not { } started)
            return Expected;

        var elapsed = now - started;
        if (Fraction is > 0.02 and <= 1 and var fraction)
            return elapsed * ((1 - fraction) / fraction);

        return Expected is { } expected && expected > elapsed ? expected - elapsed : null;
    }
}
