namespace Tango.Core.Tests.IO;

/// <summary>A test with data that needs a <see cref="Tmpfs"/>; skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsTheoryAttribute : TheoryAttribute
{
    public TmpfsTheoryAttribute() => Skip = Tmpfs.WhyNot;
}
