using System.Security.Cryptography;
using System.Text;
using Tango.Engine;
using Tango.Engine.UpToDate;
using Tango.Graph;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Builds as the build's task does: what <see cref="UpToDateCheck"/> does not confirm.</summary>
internal static class EngineBuild
{
    // Two builds at once are on two threads.
    public static Task<PipelineResult> RunAsync(PipelineRequest request, IRunObserver observer, CancellationToken cancellationToken = default) =>
        Task.Run(async () => Confirm(request) ?? await TangoEngine.RunAsync(request, DigestOf(request), RecordOf(request), observer, cancellationToken), CancellationToken.None);

    public static PipelineResult? Confirm(PipelineRequest request) => request.Force.IsEmpty ? UpToDateCheck.Confirm(RecordOf(request), DigestOf(request)) : null;

    private static UpToDateRecord? RecordOf(PipelineRequest request) => UpToDateFile.Read(new StateFiles(request.StateDirectory).UpToDate);

    // Stands for the digest of the items and properties that the task makes a request of.
    private static byte[] DigestOf(PipelineRequest request) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [
            $"{request.CacheDirectory} {request.CacheOnly} {request.VerifyExports} {string.Join(' ', request.Select)} | {string.Join(' ', request.Force)} | {request.Assemblies?.Main}",
            .. request.Assemblies?.DependencyFiles ?? [],
            .. request.Declarations.Select(Show),
            .. request.ReferencedPipelines.SelectMany(pipeline => pipeline.Steps.Select(step => $"{step.Name} {step.UniqueId} {step.NotCachedBecause}")),
        ])));

    private static string Show(StepDeclaration declaration) =>
        $"{declaration.Name} {declaration.File} {string.Join('|', declaration.Values.Select(value => $"{value.Name}={value}"))}";
}
