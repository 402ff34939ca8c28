using System.Globalization;

namespace Tango.Faults.Tests;

/// <summary>How long the suite tries: the short run is part of all tests, the long one re-makes the table of docs/reliability.md.</summary>
internal static class FaultRun
{
    /// <summary>The environment variable that asks for the long run: any value.</summary>
    public const string LongVariable = "TANGO_FAULTS_LONG";

    /// <summary>The environment variable with the seed of all random choices; left out, 1, so that a run can be repeated.</summary>
    public const string SeedVariable = "TANGO_FAULTS_SEED";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(LongVariable) is { Length: > 0 };

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    public static int Count(int inShortRun, int inLongRun) => IsLong ? inLongRun : inShortRun;
}
