using Tango.Caching;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Execution;

/// <summary>Keeps results: in the cache, or, when they are not to be stored, for as long as the run lasts.</summary>
internal sealed class ResultKeeper
{
    private readonly StepCache _cache;
    private readonly RunResults _results;
    private readonly string _toolVersion;

    public ResultKeeper(StepCache cache, RunResults results, string toolVersion)
    {
        _cache = cache;
        _results = results;
        _toolVersion = toolVersion;
    }

    /// <summary>Keeps a result.</summary>
    /// <param name="step">The step.</param>
    /// <param name="type">The type it declares for its result; null when it has none.</param>
    /// <param name="result">The result.</param>
    /// <param name="context">The context it was made in.</param>
    /// <param name="started">When the step started.</param>
    public async Task KeepAsync(ExecutionStep step, Type? type, object? result, StepContext context, DateTimeOffset started)
    {
        if (!step.IsStored)
        {
            // A sequence runs now, once, whoever reads it later and how often.
            _results.Hold(step.Name, await HeldSequence.HoldAsync(result, type ?? typeof(object), context.CancellationToken).ConfigureAwait(false));
            context.CancellationToken.ThrowIfCancellationRequested();
            return;
        }

        CheckInputs(step);
        var metadata = new EntryMetadata
        {
            UniqueId = step.UniqueId,
            Step = step.Name,
            Type = step.Type,
            Version = step.Version,
            Format = step.Format,
            Identity = step.Identity,
            Dependencies = step.Dependencies,
            CodeFingerprint = step.CodeFingerprint,
            Summary = context.Summary,
            Started = started,
            Duration = DateTimeOffset.UtcNow - started,
            Host = Environment.MachineName,
            ToolVersion = _toolVersion,
        };
        await _cache.PutAsync(metadata, result, type ?? typeof(object), step.IsForced, context.CancellationToken).ConfigureAwait(false);
        _results.AddStored(step.Name, step.UniqueId, type);
    }

    // What was read may not be what the id was made of: a result under the wrong id would be served for ever, to everybody.
    private static void CheckInputs(ExecutionStep step)
    {
        foreach (var input in step.InputFiles)
        {
            if (FileStamp.Of(input.Path) != new FileStamp(input.Size, input.WrittenTicks))
            {
                throw new TangoException(Descriptors.InputChanged.Of(new DiagnosticSubject(Step: step.Name), step.Name, input.Path));
            }
        }
    }
}
