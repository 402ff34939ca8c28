namespace Tango.Steps.Memo;

/// <summary>What the file of a <see cref="StepTypeMemo"/> begins with.</summary>
internal static class MemoHeader
{
    /// <summary>The file's first four bytes: TSTM.</summary>
    internal const int Magic = 0x4D545354;

    /// <summary>Raised with every change of the format.</summary>
    internal const int Version = 6;

    /// <summary>The reader's own build: another one may read more out of the same assemblies.</summary>
    internal static Guid Reader => typeof(MemoHeader).Module.ModuleVersionId;
}
