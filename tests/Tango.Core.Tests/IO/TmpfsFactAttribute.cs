namespace Tango.Core.Tests.IO;

/// <summary>A test that needs a <see cref="Tmpfs"/>; skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute() => Skip = Tmpfs.WhyNot;
}
