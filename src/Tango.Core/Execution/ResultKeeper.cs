using Tango.Caching;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;

namespace Tango.Execution;

/// <summary>Keeps results: in the cache, or, when they are not to be stored, for as long as the run lasts.</summary>
internal sealed class ResultKeeper
{
    private readonly StepCache _cache;
    private readonly RunResults _results;
    private readonly string _toolVersion;
    private readonly string _spoolDirectory;

    /// <param name="cache">Where results are stored.</param>
    /// <param name="results">The results of the run.</param>
    /// <param name="toolVersion">The version of Tango.</param>
    /// <param name="scratchDirectory">Takes sequences that are not stored; null: the system's temporary directory does.</param>
    public ResultKeeper(StepCache cache, RunResults results, string toolVersion, string? scratchDirectory)
    {
        _cache = cache;
        _results = results;
        _toolVersion = toolVersion;
        _spoolDirectory = scratchDirectory ?? Path.GetTempPath();
    }

    /// <summary>Keeps a result.</summary>
    /// <param name="step">The step.</param>
    /// <param name="type">The type it declares for its result; null when it has none.</param>
    /// <param name="result">The result.</param>
    /// <param name="context">The context it was made in.</param>
    /// <param name="started">When the step started.</param>
    /// <param name="check">Finds what the step has done to its inputs; null: nobody asks.</param>
    public async Task KeepAsync(ExecutionStep step, Type? type, object? result, StepContext context, DateTimeOffset started, InputCheck? check)
    {
        if (!step.IsStored)
        {
            var key = new ResultKey(step.Name, step.UniqueId, type ?? typeof(object), FormatName.Parse(step.Format));
            var held = await HeldResult
                .HoldAsync(key, result, _results.ConsumersOf(step.Name), _cache.Formats, _spoolDirectory, context.CancellationToken)
                .ConfigureAwait(false);
            await VerifyAsync(check).ConfigureAwait(false);
            context.CancellationToken.ThrowIfCancellationRequested();
            _results.Hold(step.Name, held);
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
            Started = started,
            Host = Environment.MachineName,
            ToolVersion = _toolVersion,
            Completing = async written =>
            {
                await VerifyAsync(check).ConfigureAwait(false);
                return written with { Summary = context.Summary, Duration = DateTimeOffset.UtcNow - started };
            },
        };
        await _cache.PutAsync(metadata, result, type ?? typeof(object), step.IsForced, context.CancellationToken).ConfigureAwait(false);
        _results.AddStored(step.Name, step.UniqueId, type, step.Format);
    }

    private static ValueTask VerifyAsync(InputCheck? check) => check?.EndAsync() ?? ValueTask.CompletedTask;

    // What was read may not be what the id was made of: a result under the wrong id would be served for ever, to everybody.
    private static void CheckInputs(ExecutionStep step)
    {
        foreach (var input in step.InputFiles)
        {
            if (!FileStamp.Of(input.Path).IsSameAs(new FileStamp(input.Size, input.WrittenTicks, input.FileId)))
            {
                throw new TangoException(Descriptors.InputChanged.Of(new DiagnosticSubject(Step: step.Name), step.Name, input.Path));
            }
        }
    }
}
