namespace Tango.Core.Tests.Execution;

/// <summary>The same for a theory.</summary>
internal sealed class ShTheoryAttribute : TheoryAttribute
{
    public ShTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? ShFactAttribute.Reason : null;
}
