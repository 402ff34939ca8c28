using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tango.Runs.Tracing;

namespace Tango.Cli.Otlp;

/// <summary>Sends the spans of a build to a collector of OpenTelemetry: one of the command, below it one for each project, and one for each step that ran.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Service = "tango";

    // Spans of a build are made at once, at its end.
    private const int MostSpans = 200_000;
    private const int SpansOfRequest = 512;

    private readonly ActivitySource _source = new(Spans.SourceName, ToolVersion.Current);
    private readonly OtlpProblems _problems = new();
    private readonly TracerProvider _provider;
    private readonly Activity? _command;

    /// <summary>Starts the span of the command, below the one that the environment names.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public OtlpExport(OtlpTarget target, Func<string, string?> variable)
    {
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(Service, serviceVersion: ToolVersion.Current, autoGenerateServiceInstanceId: false).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .AddSource(_source.Name)
            .AddOtlpExporter(options =>
            {
                target.Configure(options);
                options.BatchExportProcessorOptions = new BatchExportActivityProcessorOptions { MaxQueueSize = MostSpans, MaxExportBatchSize = SpansOfRequest };
            })
            .Build();

        // Another one of this process would have nothing to do with the build.
        Activity.Current = null;
        _command = _source.StartActivity("tango run", ActivityKind.Internal, Spans.ParentOfEnvironment(variable) ?? default);
        Variables = [.. Spans.Variables()];
    }

    /// <summary>Variables for the build, whose own spans, and those of its commands, are below that of the command.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables { get; }

    /// <summary>Sends the spans.</summary>
    /// <param name="build">The records of the build; null if no step ran.</param>
    /// <returns>What went wrong; null if all spans were sent.</returns>
    public string? End(RecordedBuild? build, bool hasSucceeded)
    {
        if (_command is { } command)
        {
            new BuildSpans(_source).Make(build?.Records ?? [], command.Context);
            if (!hasSucceeded)
                command.SetStatus(ActivityStatusCode.Error);

            command.Stop();
        }

        _provider.ForceFlush();
        return _problems.First;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _command?.Dispose();
        _provider.Dispose();
        _source.Dispose();
        _problems.Dispose();
    }
}
