namespace Tango.Core.Tests.IO;

/// <summary>A test of something that only Unix has; skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Only on Unix." : null;
}
