namespace Tango.Steps;

/// <summary>The names of a declaration's settings, i.e. of everything that is not an argument of <c>Run</c>.</summary>
internal static class SettingNames
{
    /// <summary>The step type.</summary>
    public const string Type = "Type";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public const string CacheResults = "CacheResults";

    /// <summary>Overrides the step's format.</summary>
    public const string Format = "Format";

    /// <summary><c>true</c>: run only if another step needs it.</summary>
    public const string OnlyIfNeeded = "OnlyIfNeeded";

    /// <summary>Names of steps that must be complete first.</summary>
    public const string DependsOn = "DependsOn";

    /// <summary>Processors the step uses.</summary>
    public const string Cpus = "Cpus";

    /// <summary>Memory the step uses, e.g. <c>2GB</c>.</summary>
    public const string Memory = "Memory";

    /// <summary>Graphics processors the step uses.</summary>
    public const string Gpus = "Gpus";

    /// <summary>Longest time it may run, e.g. <c>00:10:00</c>.</summary>
    public const string Timeout = "Timeout";

    /// <summary>How often a failed step is retried.</summary>
    public const string Retries = "Retries";

    /// <summary><c>local</c>: the step runs on this machine, also where the others become jobs of a cluster.</summary>
    public const string Executor = "Executor";

    /// <summary>Options of <c>sbatch</c> for the step's job.</summary>
    public const string SlurmOptions = "SlurmOptions";

    /// <summary>The path to which the result is exported after the build.</summary>
    public const string ExportTo = "ExportTo";

    /// <summary>The item type the exported path is added to.</summary>
    public const string ExportItem = "ExportItem";

    /// <summary><c>Protect</c> or <c>Replace</c>: whether an export may replace existing files of the user.</summary>
    public const string ExportMode = "ExportMode";
}
