using Tango.Diagnostics;

namespace Tango.Execution.Worker;

/// <summary>Explains why the .NET host could not start a worker: it then ends with an exit code of its own, before any of our code has run, and prints a long message.</summary>
internal static class HostFailure
{
    private const int RuntimeMissing = 0x96;

    // 0x80008081 and following (error_codes.h of the host); on Unix only its last byte remains, which may also be the number of a signal.
    private const uint HostCodes = 0x80008000;

    private const string Framework = "Framework: '";
    private const string Location = ".NET location:";
    private const string Found = " at [";

    /// <summary>A diagnostic with one line and a solution.</summary>
    /// <param name="printed">The lines it wrote to standard error.</param>
    /// <returns>Null if the host did not fail.</returns>
    public static Diagnostic? Explain(int exitCode, IReadOnlyCollection<string> printed)
    {
        var code = unchecked((uint)exitCode) is > HostCodes and <= HostCodes + byte.MaxValue and var full ? (int)(full - HostCodes) : exitCode;
        if (printed.Count == 0)
            return null;

        if (code == RuntimeMissing && MissingRuntime(printed) is { } missing)
            return missing;

        return Explain(code) is var (what, wayOut)
            ? Descriptors.HostFailed.Create(DiagnosticSubject.None, what, OneLine(printed), wayOut)
            : null;
    }

    private static Diagnostic? MissingRuntime(IReadOnlyCollection<string> printed)
    {
        if (printed.FirstOrDefault(line => line.StartsWith(Framework, StringComparison.Ordinal)) is not { } line || line.Split('\'') is not [_, var name, _, var version, ..])
            return null;

        var place = printed.FirstOrDefault(line => line.StartsWith(Location, StringComparison.Ordinal))?[Location.Length..].Trim();
        var versions = NameList.Join([.. printed.Where(line => line.Contains(Found, StringComparison.Ordinal)).Select(line => line[..line.IndexOf(Found, StringComparison.Ordinal)].Trim())]);
        return Descriptors.RuntimeNotInstalled.Create(
            DiagnosticSubject.None,
            name,
            version,
            string.IsNullOrEmpty(place) ? "this machine" : place,
            versions.Length == 0 ? "none" : versions);
    }

    private static (string What, string WayOut)? Explain(int code) => code switch
    {
        0x81 => ("it rejects its arguments", "Build again; if that does not help, set TangoDotNetHost to the dotnet of .NET 10 or later."),
        0x82 or 0x83 or 0x84 or 0x85 => ("parts of the .NET installation are missing", "Repair the installation, or set TangoDotNetHost to another dotnet."),
        0x87 or 0x88 or 0x89 or 0x8A => ("the runtime cannot be loaded", "Check variables DOTNET_… and memory limits, or repair the installation."),
        0x8B or 0x8C => ("what the project's deps.json lists cannot be found or read", "Restore, and build with -t:Rebuild."),
        0x93 => ("the project's runtimeconfig.json cannot be read", "Check runtimeconfig.template.json, if there is one, and build with -t:Rebuild."),
        RuntimeMissing => ("the runtime it needs is not installed", "Install it, or set RuntimeFrameworkVersion or RollForward."),
        0x9C => ("the runtimes that the project asks for are not compatible", "Set RuntimeFrameworkVersion or RollForward, or leave them out."),
        _ => null,
    };

    private static string OneLine(IReadOnlyCollection<string> printed)
    {
        var text = string.Join(" ", printed.Select(line => line.Trim()).Where(line => line.Length > 0));
        return text.EndsWith('.') ? text : text + ".";
    }
}
