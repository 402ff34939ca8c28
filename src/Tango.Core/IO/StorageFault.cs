namespace Tango.IO;

/// <summary>Why a file system refused an operation, as far as that decides who must act and how.</summary>
internal enum StorageFault
{
    /// <summary>Anything else, e.g. a failed disk.</summary>
    Other,

    /// <summary>No space, no inodes, or the user's quota is used up.</summary>
    Full,

    /// <summary>No permission, or a read-only file system.</summary>
    Denied,

    /// <summary>Another program has the file open and does not share it. Windows often says <see cref="Denied"/> instead.</summary>
    InUse,

    /// <summary>A folder was removed while it was in use.</summary>
    Removed,

    /// <summary>The file system cannot have this file: its name is too long, has forbidden characters or equals another; it is too large; or links are not supported.</summary>
    Unsupported,
}
