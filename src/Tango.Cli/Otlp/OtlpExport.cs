using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tango.Caching.Remote;
using Tango.IO;
using Tango.Runs.Tracing;

namespace Tango.Cli.Otlp;

/// <summary>Sends the spans of a build to a collector of OpenTelemetry: one of the command, below it one for each project, and one for each step that ran.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Service = "tango";

    // Spans of a build are made at once, at its end.
    private const int MostSpans = 200_000;
    private const int SpansOfRequest = 512;

    // A collector that does not answer must not hold a build server, and still less somebody who has pressed Ctrl+C.
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LimitOfInterrupted = TimeSpan.FromSeconds(3);

    private readonly TimeSpan _limit;
    private readonly ActivitySource _source = new(Spans.SourceName, ToolVersion.Current);
    private readonly OtlpProblems _problems = new();
    private readonly TracerProvider _provider;
    private readonly Activity? _command;
    private Uri? _endpoint;
    private bool _isLeft;

    /// <summary>Starts the span of the command, below the one that the environment names.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="limit">How long sending may take; null: 15 seconds.</param>
    public OtlpExport(OtlpTarget target, Func<string, string?> variable, TimeSpan? limit = null)
    {
        _limit = limit ?? DefaultLimit;
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(Service, serviceVersion: ToolVersion.Current, autoGenerateServiceInstanceId: false).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .AddSource(_source.Name)
            .AddOtlpExporter(options =>
            {
                target.Configure(options);
                _endpoint = options.Endpoint;
                options.BatchExportProcessorOptions = new BatchExportActivityProcessorOptions { MaxQueueSize = MostSpans, MaxExportBatchSize = SpansOfRequest };
            })
            .Build();

        // Another one of this process would have nothing to do with the build.
        Activity.Current = null;
        _command = _source.StartActivity("tango run", ActivityKind.Internal, Spans.ParentOfEnvironment(variable) ?? default);
        Variables = [.. _command is null ? [] : Spans.Variables(_command), KeyValuePair.Create(LaterSpans.Variable, SpanIds.CanBeSet ? _command?.Id : null)];
    }

    /// <summary>Variables for the build, whose own spans are below that of the command; null removes one.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables { get; }

    /// <summary>Sends the spans.</summary>
    /// <param name="build">The records of the build; null if no step ran.</param>
    /// <param name="cancellationToken">Stops sending. If it is cancelled already, as the build was interrupted, sending has less time.</param>
    /// <returns>What went wrong; null if all spans were sent.</returns>
    public async Task<string?> EndAsync(RecordedBuild? build, bool hasSucceeded, CancellationToken cancellationToken)
    {
        if (_command is { } command)
        {
            new BuildSpans(_source).Make(build?.Records ?? [], command.Context);
            if (!hasSucceeded)
                command.SetStatus(ActivityStatusCode.Error);

            command.Stop();
        }

        var (limit, token) = cancellationToken.IsCancellationRequested ? (LimitOfInterrupted < _limit ? LimitOfInterrupted : _limit, CancellationToken.None) : (_limit, cancellationToken);
        _isLeft = !await SendAsync(limit, token).ConfigureAwait(false);
        return _problems.First is { } problem ? WithoutUser(problem)
            : _isLeft ? $"not all of them reached {(_endpoint is null ? "the collector" : RemoteCacheSettings.WithoutSecrets(_endpoint))}{(token.IsCancellationRequested ? "" : $" in {DurationText.Format(limit)}")}"
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _command?.Dispose();

        // It would wait once more. What still sends ends with the process.
        if (!_isLeft)
            _provider.Dispose();

        _source.Dispose();
        _problems.Dispose();
    }

    private async Task<bool> SendAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            // ForceFlush waits until spans have been taken from the queue, and not for the last answer.
            return await Task.Run(() => _provider.Shutdown(), CancellationToken.None).WaitAsync(limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    // The exporter names the address with all that is in it.
    private string WithoutUser(string text)
    {
        if (_endpoint is not { UserInfo.Length: > 0 } endpoint)
            return text;

        string[] forms = [endpoint.UserInfo, endpoint.GetComponents(UriComponents.UserInfo, UriFormat.SafeUnescaped), endpoint.GetComponents(UriComponents.UserInfo, UriFormat.Unescaped)];
        return forms.Aggregate(text, (shown, form) => shown.Replace(form + "@", "", StringComparison.Ordinal));
    }
}
