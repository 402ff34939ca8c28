namespace Tango.Core.Tests.Execution;

/// <summary>A test whose commands are written for <c>sh</c>, which Windows does not have.</summary>
internal sealed class ShFactAttribute : FactAttribute
{
    /// <summary>Why it is skipped on Windows.</summary>
    public const string Reason = "Its commands are written for sh.";

    public ShFactAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}
