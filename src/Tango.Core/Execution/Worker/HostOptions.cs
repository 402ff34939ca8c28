namespace Tango.Execution.Worker;

/// <summary>Options of <c>dotnet exec</c>; each is followed by a path.</summary>
internal static class HostOptions
{
    /// <summary>The file with the program's dependencies.</summary>
    public const string DepsFile = "--depsfile";

    /// <summary>The file with the frameworks that the program needs.</summary>
    public const string RuntimeConfig = "--runtimeconfig";

    /// <summary>A folder in which packages are looked for.</summary>
    public const string ProbingPath = "--additionalprobingpath";
}
