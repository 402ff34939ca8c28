using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class ReportFile
{
    [Fact]
    public async Task The_report_shows_a_failed_build_and_the_next_one()
    {
        using var app = await Consumer.WithPipelineAsync();
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "Logger.Info(\"about to <fail>\"); throw new InvalidOperationException(\"too few rows\");");
        (await app.BuildAsync()).EnsureFailure();

        var report = (await app.BuildAsync("-t:TangoReport")).EnsureSuccess();

        var page = app.Read("obj/Debug/net10.0/tango/report.html");
        Assert.Empty(report.StepsRun);
        Assert.Contains("2 ran, 1 failed, 1 blocked. Next build: 2 to run, 2 cached.", page, StringComparison.Ordinal);
        Assert.Contains("too few rows", page, StringComparison.Ordinal);
        // In the data of the page, which escape what could be markup.
        Assert.Contains("about to \\u003Cfail\\u003E", page, StringComparison.Ordinal);
        Assert.Contains("not completed last time", page, StringComparison.Ordinal);
    }
}
