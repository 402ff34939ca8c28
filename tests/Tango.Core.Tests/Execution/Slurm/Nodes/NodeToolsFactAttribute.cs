using Tango.IO;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>A test with the programs that a node needs before anything of Tango is there.</summary>
internal sealed class NodeToolsFactAttribute : FactAttribute
{
    public NodeToolsFactAttribute() => Skip = ReasonToSkip;

    /// <summary>Why it is skipped; null if it is not.</summary>
    public static string? ReasonToSkip { get; } = OperatingSystem.IsWindows() || ProgramPath.Find("curl") is null ? "Needs a shell and curl." : null;
}
