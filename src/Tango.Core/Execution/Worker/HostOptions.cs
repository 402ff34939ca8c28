namespace Tango.Execution.Worker;

/// <summary>Options of <c>dotnet exec</c>; each is followed by a path or several.</summary>
internal static class HostOptions
{
    /// <summary>The file with the program's dependencies.</summary>
    public const string DepsFile = "--depsfile";

    /// <summary>The file with the frameworks that the program needs.</summary>
    public const string RuntimeConfig = "--runtimeconfig";

    /// <summary>Files with more dependencies.</summary>
    public const string AdditionalDeps = "--additional-deps";

    /// <summary>A folder in which packages are looked for.</summary>
    public const string ProbingPath = "--additionalprobingpath";
}
