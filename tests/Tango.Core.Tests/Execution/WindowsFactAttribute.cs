namespace Tango.Core.Tests.Execution;

/// <summary>A test of what only Windows has: <c>cmd</c>, drives, names in which case does not matter. <c>.ci/windows</c> runs it.</summary>
internal sealed class WindowsFactAttribute : FactAttribute
{
    /// <summary>Why it is skipped elsewhere.</summary>
    public const string Reason = "Only Windows has what it tests.";

    public WindowsFactAttribute() => Skip = OperatingSystem.IsWindows() ? null : Reason;
}
