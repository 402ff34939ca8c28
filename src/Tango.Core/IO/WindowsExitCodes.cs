namespace Tango.IO;

/// <summary>What exit codes say on Windows. A program that is ended by a fault has that as its exit code: an NTSTATUS, or the code of an exception of .NET (0xE0434352).</summary>
internal static class WindowsExitCodes
{
    /// <summary>How a program ended; null for codes that the program itself chose.</summary>
    public static string? Explain(int exitCode) => unchecked((uint)exitCode) switch
    {
        0xC0000005 => "ended by an access violation in native code",
        0xC00000FD => "ended by a stack overflow",
        0xC0000135 => "ended because a DLL that it needs was not found",
        0xC0000139 => "ended because a DLL lacks a function that it needs",
        0xC0000142 => "ended because a DLL could not be initialized",
        0xC000013A => "interrupted",
        0xC0000017 => "ended for lack of memory",
        0xC000001D => "ended by an instruction that this processor does not have",
        0xC0000094 => "ended by a division by zero in native code",
        0xC0000374 => "ended because its heap was damaged",
        0xC0000409 => "aborted, e.g. by a buffer overrun in native code",
        0xC0000602 => "aborted by itself (fail fast)",
        0xE0434352 => "ended by an unhandled exception",
        0x80131623 => "ended by Environment.FailFast",
        0x80131506 => "ended by an internal error of .NET, e.g. after memory was damaged",
        _ => null,
    };
}
