using System.Collections;
using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>
/// An id that all projects of one build share, so that their run records can be joined. MSBuild has none that a task could read. It does keep the results of targets during a
/// build, for all of its processes: the target of <c>Tango.Build.Id.proj</c> makes an id, and every project that asks for it gets the same one.
/// </summary>
internal static class BuildId
{
    /// <summary>The environment variable with an id for several builds, e.g. of one job of a CI service.</summary>
    public const string Variable = "TANGO_BUILD_ID";

    private const string Target = "GetBuildId";

    /// <summary>The id of the running build.</summary>
    /// <param name="project">The full path of <c>Tango.Build.Id.proj</c>; empty where a task cannot build projects.</param>
    /// <returns>Null if it is not known.</returns>
    public static string? Find(IBuildEngine engine, string? project)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } given && !string.IsNullOrWhiteSpace(given))
            return given.Trim();

        if (string.IsNullOrEmpty(project) || engine is not IBuildEngine6 builder)
            return null;

        // Results are kept for each set of global properties, so there must be none.
        var result = builder.BuildProjectFilesInParallel(
            [project], [Target], new IDictionary[] { new Hashtable() }, [[.. builder.GetGlobalProperties().Keys]], [null], returnTargetOutputs: true);
        return result.Result && result.TargetOutputsPerProject[0].TryGetValue(Target, out var ids) && ids is [var id, ..] ? id.ItemSpec : null;
    }
}
