namespace Tango.Core.Tests.Execution;

/// <summary>The same for a theory.</summary>
internal sealed class WindowsTheoryAttribute : TheoryAttribute
{
    public WindowsTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? null : WindowsFactAttribute.Reason;
}
