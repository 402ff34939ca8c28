using Tango.Cli.Otlp;

namespace Tango.Cli.Tests.Otlp;

public sealed class OtlpTargetTests
{
    // Option, variables → where to; "default": left to the exporter.
    [Theory]
    [InlineData(null, "", "nothing")]
    [InlineData("", "", "http default")]
    [InlineData("http://localhost:4318", "", "http http://localhost:4318/v1/traces")]
    [InlineData("http://localhost:4318/", "", "http http://localhost:4318/v1/traces")]
    [InlineData("https://c/otlp?key=1", "", "http https://c/otlp/v1/traces?key=1")]
    [InlineData("http://c/v1/traces", "", "http http://c/v1/traces")]
    [InlineData("http://localhost:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "grpc http://localhost:4317/")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://e", "http default")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=", "nothing")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://e;OTEL_SDK_DISABLED=true", "nothing")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://e;OTEL_TRACES_EXPORTER=none", "nothing")]
    [InlineData("", "OTEL_EXPORTER_OTLP_ENDPOINT=http://e;OTEL_SDK_DISABLED=true", "http default")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://t/x", "http http://t/x")]
    [InlineData("http://c", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://t/x", "http http://c/v1/traces")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://t;OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc", "grpc http://t/")]
    public void The_option_comes_before_the_variables(string? option, string variables, string expected)
    {
        var target = Find(option, variables);

        Assert.Equal(expected, target is null ? "nothing" : $"{(target.IsHttp ? "http" : "grpc")} {target.Endpoint?.ToString() ?? "default"}");
    }

    [Theory]
    [InlineData("model", "")]
    [InlineData("localhost:4318", "")]
    [InlineData("ftp://c", "")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=here")]
    public void What_is_no_address_is_an_error(string? option, string variables) =>
        Assert.Contains("is no address of a collector", Assert.Throws<CliException>(() => Find(option, variables)).Message, StringComparison.Ordinal);

    private static OtlpTarget? Find(string? option, string variables)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);
        return OtlpTarget.Find(option is not null, option is { Length: 0 } ? null : option, name => values.GetValueOrDefault(name));
    }
}
