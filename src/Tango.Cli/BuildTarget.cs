namespace Tango.Cli;

/// <summary>The targets of the package Tango.Build that the tool asks for.</summary>
internal static class BuildTarget
{
    /// <summary>Prints the plan.</summary>
    public const string Plan = "TangoPlan";

    /// <summary>Writes the report.</summary>
    public const string Report = "TangoReport";

    /// <summary>Writes the plan of one step, for a debugger.</summary>
    public const string Debug = "TangoDebug";

    /// <summary>Writes which remote cache the project has.</summary>
    public const string WriteRemoteCache = "_TangoWriteRemoteCache";
}
