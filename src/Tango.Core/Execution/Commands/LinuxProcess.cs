using System.Globalization;
using System.Text;

namespace Tango.Execution.Commands;

/// <summary>The data of a process in Linux's <c>/proc</c>.</summary>
/// <param name="Parent">The id of the process that started it, or that adopted it.</param>
/// <param name="Started">When it started, in clock ticks since the system started.</param>
/// <param name="IsAlive">Whether it has not ended; an ended process stays in the list until its parent has waited for it.</param>
internal sealed record LinuxProcess(int Id, int Parent, long Started, bool IsAlive)
{
    // As in proc_pid_stat(5), counted from the field after the name: state, parent, …, starttime.
    private const int StateAt = 0;
    private const int ParentAt = 1;
    private const int StartedAt = 19;

    /// <summary>All processes that can be read.</summary>
    public static List<LinuxProcess> All()
    {
        var all = new List<LinuxProcess>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && TryRead(id) is { } process)
                all.Add(process);
        }

        return all;
    }

    /// <summary>Reads a process.</summary>
    /// <returns>Null if it does not exist.</returns>
    public static LinuxProcess? TryRead(int id)
    {
        if (TryReadFile(id, "stat") is not { Length: > 0 } stat)
            return null;

        // The name, in parentheses, may contain any character.
        var fields = Encoding.UTF8.GetString(stat.AsSpan(stat.AsSpan().LastIndexOf((byte)')') + 2)).Split(' ');
        return new LinuxProcess(
            id,
            int.Parse(fields[ParentAt], CultureInfo.InvariantCulture),
            long.Parse(fields[StartedAt], CultureInfo.InvariantCulture),
            fields[StateAt] is not ("Z" or "X"));
    }

    /// <summary>Whether its environment, as it was when it started, contains a variable.</summary>
    public bool HasVariable(string variable) =>
        TryReadFile(Id, "environ") is { } environment && ("\0" + Encoding.UTF8.GetString(environment) + "\0").Contains($"\0{variable}\0", StringComparison.Ordinal);

    private static byte[]? TryReadFile(int id, string name)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to another user.
            return null;
        }
    }
}
