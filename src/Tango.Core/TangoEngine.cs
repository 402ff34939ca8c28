using Tango.Diagnostics;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>The program on one page: resolve, identify, plan, execute, record.</summary>
public static class TangoEngine
{
    /// <summary>Plans a project's pipeline. Starts nothing and writes nothing.</summary>
    /// <param name="request">The project.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="TangoException">The declarations have mistakes: all of them.</exception>
    public static Plan Plan(PipelineRequest request, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>
    /// Brings a project's pipeline up to date. Mistakes and failures come back as diagnostics, not as exceptions.
    /// </summary>
    /// <param name="request">The project.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Stops the worker and leaves a usable cache.</param>
    public static Task<PipelineResult> RunAsync(
        PipelineRequest request,
        IRunObserver observer,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
