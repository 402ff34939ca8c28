namespace Tango.Steps.Memo;

/// <summary>What happened to the remembered files.</summary>
internal enum MemoChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They were written again, with the same content.</summary>
    Stamp,

    /// <summary>They hold something else.</summary>
    Content,
}
