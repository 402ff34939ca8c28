namespace Tango.Core.Tests.Execution;

/// <summary>Limits of waits that end at once when all is well, however busy the machine is.</summary>
internal static class TestLimits
{
    /// <summary>Whoever waits longer hangs.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMinutes(10);
}
