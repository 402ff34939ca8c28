using OpenTelemetry.Exporter;
using Tango.Diagnostics;

namespace Tango.Cli.Otlp;

/// <summary>Where spans are sent, by the option of the command and OpenTelemetry's own variables.</summary>
/// <param name="Endpoint">The address for spans; null: what the exporter takes from the variables, or its default.</param>
/// <param name="IsHttp">Whether it speaks protobuf over HTTP; else gRPC.</param>
internal sealed record OtlpTarget(Uri? Endpoint, bool IsHttp)
{
    private const string TracesPath = "/v1/traces";

    /// <summary>Finds it.</summary>
    /// <param name="isWanted">Whether the option was given.</param>
    /// <param name="endpoint">Its value; null if it has none.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>Null if nothing is to be sent.</returns>
    /// <exception cref="CliException">It is no address.</exception>
    public static OtlpTarget? Find(bool isWanted, string? endpoint, Func<string, string?> variable)
    {
        var traces = variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") is { Length: > 0 } own ? own : null;
        var isSet = traces is not null || variable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };
        if (!isWanted && (!isSet || IsOff(variable)))
            return null;

        // The default of the exporter is gRPC, that of the specification is not.
        var isHttp = !"grpc".Equals(variable("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? variable("OTEL_EXPORTER_OTLP_PROTOCOL"), StringComparison.OrdinalIgnoreCase);
        if (endpoint is not null)
            return new(WithPath(Address(endpoint, "--otlp"), isHttp), isHttp);

        return new(traces is null ? null : Address(traces, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), isHttp);
    }

    /// <summary>Sets the options of the exporter.</summary>
    public void Configure(OtlpExporterOptions options)
    {
        options.Protocol = IsHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (Endpoint is not null)
            options.Endpoint = Endpoint;
    }

    private static bool IsOff(Func<string, string?> variable) =>
        "true".Equals(variable("OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase) || "none".Equals(variable("OTEL_TRACES_EXPORTER"), StringComparison.OrdinalIgnoreCase);

    private static Uri Address(string text, string source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new CliException($"'{PrintableText.Line(text)}' is no address of a collector such as http://localhost:4318 ({source}). A step must stand before --otlp.");

    private static Uri WithPath(Uri address, bool isHttp) =>
        !isHttp || address.AbsolutePath.EndsWith(TracesPath, StringComparison.Ordinal) ? address : new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + TracesPath }.Uri;
}
