using Microsoft.Build.Framework;
using Tango.Engine;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Writes, for each step in <c>TangoSteps</c>, a plan of this step alone, and how a debugger starts the worker with it.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteTangoDebugPlan : WorkerTask
{
    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(CreateWorkerSettings()) with { OutputFolders = CreateOwnership().OutputFolders };
        if (request.Select.IsEmpty)
            throw Settings.Invalid(Names.Properties.TangoSteps, Settings.Select, "name the step to debug");

        foreach (var step in request.Select)
        {
            var launch = DebugPlan.WriteAsync(request, step, cancellationToken).GetAwaiter().GetResult();
            Log.LogLine(MessageImportance.High, $"{step} -> {CommandLineText.Join(launch.Arguments.Prepend(launch.Host))}");
        }
    }
}
