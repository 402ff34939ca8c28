using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Formats;

namespace Tango.Execution.Results;

/// <summary>Saves results: in the cache, or, if they are not cached, in memory until the run ends.</summary>
internal sealed class ResultSaver
{
    private readonly StepCache _cache;
    private readonly RunResults _results;
    private readonly string _toolVersion;
    private readonly string _spoolDirectory;
    private readonly bool _isBuild;

    /// <param name="results">The results of the run.</param>
    /// <param name="toolVersion">The version of Tango.</param>
    /// <param name="scratchDirectory">The directory for sequences that are not cached; null: the system's temporary directory.</param>
    public ResultSaver(StepCache cache, RunResults results, string toolVersion, string? scratchDirectory)
    {
        _cache = cache;
        _results = results;
        _toolVersion = toolVersion;
        _spoolDirectory = scratchDirectory ?? Path.GetTempPath();
        _isBuild = scratchDirectory is not null;
    }

    /// <summary>Knows the keys by which later builds find the results again.</summary>
    public EarlyCutoff? Cutoff { get; init; }

    /// <summary>Refuses a step whose result cannot be stored, before it runs. Planning finds most such types; here they are loaded.</summary>
    /// <param name="type">The declared type of its result; null if it has none.</param>
    /// <exception cref="TangoException">No value of the type can be stored.</exception>
    public void CheckType(ExecutionStep step, Type? type)
    {
        if (type is null || !step.IsCacheable || !_cache.KeepsFiles)
            return;

        try
        {
            _cache.Formats.Find(FormatName.Parse(step.Format)).CheckType(type);
        }
        catch (ResultNotStorableException exception)
        {
            throw new TangoException(Descriptors.ResultNotStorable.Create(new DiagnosticSubject(step: step.Name), step.Name, exception.Message), exception);
        }
    }

    /// <summary>Saves a result.</summary>
    /// <param name="type">The declared type of its result; null if it has none.</param>
    /// <param name="context">The context of the step.</param>
    /// <param name="check">Finds modified inputs. Called when the step's code has run to the end, before the result becomes visible.</param>
    public async Task SaveAsync(ExecutionStep step, Type? type, object? result, StepContext context, DateTimeOffset started, Func<ValueTask> check)
    {
        if (result is PrintedResult printed && !StaysInFile(step))
            result = await printed.LoadAsync(context.CancellationToken).ConfigureAwait(false);

        if (!step.IsCacheable)
        {
            var key = new ResultKey(step.Name, step.UniqueId, type ?? typeof(object), FormatName.Parse(step.Format));
            var uncached = await UncachedResult
                .HoldAsync(key, result, _results.ConsumersOf(step.Name), _cache.Formats, _spoolDirectory, context.CancellationToken)
                .ConfigureAwait(false);
            await check().ConfigureAwait(false);
            context.CancellationToken.ThrowIfCancellationRequested();
            _results.Hold(step.Name, uncached);
            return;
        }

        CheckInputs(step, context.CancellationToken);
        var metadata = new EntryMetadata
        {
            UniqueId = step.UniqueId,
            Step = step.Name,
            Type = step.Type,
            Version = step.Version,
            Format = step.Format,
            Identity = step.Identity,
            Dependencies = step.Dependencies,
            CutoffKey = Cutoff?.KeyOf(step),
            CodeFingerprint = step.CodeFingerprint,
            Started = started,
            Host = Environment.MachineName,
            ToolVersion = _toolVersion,
        };
        var options = new PutOptions
        {
            Replace = step.IsForced,
            Completing = async written =>
            {
                await check().ConfigureAwait(false);
                context.ResultSize = _cache.KeepsFiles ? written.Size : null;
                return written with { Summary = context.Summary, Metrics = context.Metrics.Values, Duration = DateTimeOffset.UtcNow - started };
            },
        };
        await StoreAsync(step, metadata, result, type ?? typeof(object), options, context).ConfigureAwait(false);
        _results.AddStored(step.Name, step.UniqueId, type, step.Format);
    }

    // If it is copied into an entry, or no step uses it, it need not be in memory, however long it is.
    private bool StaysInFile(ExecutionStep step) => step.IsCacheable
        ? _cache is DirectoryStepCache && FormatName.Parse(step.Format).Name is BuiltInFormats.Text or BuiltInFormats.Bytes
        : _isBuild && _results.ConsumersOf(step.Name) == 0;

    private async Task StoreAsync(ExecutionStep step, EntryMetadata metadata, object? result, Type type, PutOptions options, StepContext context)
    {
        var work = _cache.KeepsFiles ? Path.Combine(_cache.PathForStep(step.UniqueId)!, EntryLayout.Work) : null;
        var isLazy = UnstoredResult.IsLazy(result);
        if (isLazy && work is not null)
        {
            UnstoredResult.RemovePart(work);
            options = options with { PartPath = UnstoredResult.PartPath(work) };
        }

        try
        {
            await _cache.PutAsync(metadata, result, type, options, context.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (work is not null && result is not null && IsFailureToStore(exception, isLazy) && !context.CancellationToken.IsCancellationRequested)
        {
            var kept = isLazy ? UnstoredResult.FindPart(work) : UnstoredResult.Save(result, type, () => context.WorkDirectory);
            throw exception is TangoException { Diagnostics: [var diagnostic] }
                ? new TangoException(diagnostic with { Message = $"{diagnostic.Message} {kept}" }, exception.InnerException)
                : new TangoException(Descriptors.ResultNotStorable.Create(new DiagnosticSubject(step: step.Name), step.Name, $"{FailureText.Format(exception)}. {kept}"), exception);
        }
    }

    // An exception of a sequence is a failure of its step, not of storing. Missing entries are computed again.
    private static bool IsFailureToStore(Exception exception, bool isLazy) => exception is TangoException tango
        ? tango.Diagnostics is [{ Descriptor: var descriptor }] && (descriptor == Descriptors.ResultNotStorable || descriptor == Descriptors.CacheNotWritable)
        : !isLazy && exception is not (EntryMissingException or EntryRemovedException or OperationCanceledException);

    // A changed file may differ from the one in the id: the cache would return a result under a wrong id in all later builds.
    private static void CheckInputs(ExecutionStep step, CancellationToken cancellationToken)
    {
        if (InputFileCheck.FindChanged(step, cancellationToken) is { } path)
            throw new TangoException(Descriptors.InputChanged.Create(new DiagnosticSubject(step: step.Name), step.Name, path));
    }
}
