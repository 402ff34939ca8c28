using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.IO;

namespace Tango.Execution.Results;

/// <summary>Whether the assemblies of a plan are still those that its ids were computed from.</summary>
internal static class ProgramCheck
{
    /// <summary>Stamps the assemblies of a plan: those next to the project's own, and next to the additional ones.</summary>
    public static ImmutableArray<StampedFile> Stamp(ExecutionPlan plan) =>
    [
        .. plan.AdditionalAssemblies.Append(plan.Assembly).OfType<string>().Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll")).Select(StampedFile.Read),
    ];

    /// <summary>Refuses to go on if one has changed.</summary>
    /// <param name="program">The assemblies, with their stamps when the plan was made.</param>
    /// <param name="step">The step that is to run, or has run.</param>
    /// <exception cref="TangoException">One has changed, or is gone.</exception>
    public static void Check(ImmutableArray<StampedFile> program, ExecutionStep step)
    {
        // Permissions and hard links are no part of the code.
        var changed = program.FirstOrDefault(file => !FileStamp.Read(file.Path).IsSameAs(file.Stamp with { ChangedTicks = 0 }));
        if (changed is not null)
            throw new TangoException(Descriptors.ProgramChanged.Create(new DiagnosticSubject(step: step.Name), step.Name, changed.Path));
    }
}
