using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>
/// After a build of all target frameworks of a project: finds files that two of them have written with different results. The last one is in the file, and the other framework
/// was compiled or packed with whichever was there at that time.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CompareTangoFrameworks : TangoTask
{
    /// <summary>The state directory of each framework's build, with the name of the framework as metadata.</summary>
    public ITaskItem[] StateDirectories { get; set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var first = new Dictionary<string, (ExportedFile File, string Framework)>(PathComparison.Comparer);
        var reported = new HashSet<(string, string)>();
        foreach (var directory in StateDirectories)
        {
            var framework = directory.GetMetadata(Names.Metadata.TargetFramework);
            foreach (var file in ExportList.Load(Full(directory.ItemSpec)).Files)
            {
                // A file that no step of the last build exported is from an earlier one.
                if (file.UniqueId.Length == 0 || first.TryAdd(file.Path, (file, framework)))
                    continue;

                var (other, otherFramework) = first[file.Path];
                if (otherFramework != framework && other.UniqueId != file.UniqueId && reported.Add((other.UniqueId, file.UniqueId)))
                    Diagnostics.Log(Conflict(other, otherFramework, file, framework));
            }
        }
    }

    private Diagnostic Conflict(ExportedFile one, string framework, ExportedFile other, string otherFramework) => Descriptors.WrittenByTwoFrameworks.Create(
        new DiagnosticSubject(ProjectFile, one.Step), one.Path, framework, one.Step, otherFramework, other.Step);
}
