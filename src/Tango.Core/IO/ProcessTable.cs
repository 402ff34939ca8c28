using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>The processes of Windows, as they are at one moment.</summary>
[SupportedOSPlatform("windows")]
internal static class ProcessTable
{
    private const int OfProcesses = 2;
    private const int NameLength = 260;

    // Windows itself starts it below a program that has a console of its own.
    private const string ConsoleHost = "conhost.exe";

    /// <summary>Whether a process has started others that still run.</summary>
    /// <param name="id">Its id. It must not have ended, or its id may be another's.</param>
    /// <returns>Null if the system does not tell.</returns>
    public static bool? HasChildren(int id)
    {
        using var table = CreateTable(OfProcesses, 0);
        if (table.IsInvalid)
            return null;

        var entry = new Entry { Size = Unsafe.SizeOf<Entry>() };
        if (!First(table, ref entry))
            return null;

        do
        {
            if (entry.ParentId == id && !NameOf(in entry).Equals(ConsoleHost, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        while (Next(table, ref entry));

        return false;
    }

    private static ReadOnlySpan<char> NameOf(ref readonly Entry entry)
    {
        ReadOnlySpan<char> name = MemoryMarshal.Cast<ushort, char>(entry.Name);
        return name.IndexOf('\0') is >= 0 and var end ? name[..end] : name;
    }

    [DllImport("kernel32", EntryPoint = "CreateToolhelp32Snapshot", ExactSpelling = true)]
    private static extern TableHandle CreateTable(int kinds, int process);

    [DllImport("kernel32", EntryPoint = "Process32FirstW", ExactSpelling = true)]
    private static extern bool First(TableHandle table, ref Entry entry);

    [DllImport("kernel32", EntryPoint = "Process32NextW", ExactSpelling = true)]
    private static extern bool Next(TableHandle table, ref Entry entry);

    /// <summary>PROCESSENTRY32W.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Size;
        public int Usage;
        public int Id;
        public nuint Heap;
        public int Module;
        public int Threads;
        public int ParentId;
        public int Priority;
        public int Flags;
        public NameBuffer Name;
    }

    [InlineArray(NameLength)]
    private struct NameBuffer
    {
        private ushort _first;
    }

    private sealed class TableHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => CloseHandle(handle);

        [DllImport("kernel32", ExactSpelling = true)]
        private static extern bool CloseHandle(nint handle);
    }
}
