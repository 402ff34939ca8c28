using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class Results
{
    [Fact]
    public async Task Are_items_of_the_build_with_their_metadata()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync("-t:Build", "-getItem:TangoResult")).EnsureSuccess();

        using var json = JsonDocument.Parse(build.Result.StandardOutput);
        var report = json.RootElement.GetProperty("Items").GetProperty("TangoResult").EnumerateArray()
            .Single(item => item.GetProperty("Identity").GetString() == "report");
        Assert.Equal("ran", report.GetProperty("State").GetString());
        Assert.Equal("json", report.GetProperty("Format").GetString());
        Assert.StartsWith("WriteReport-", report.GetProperty("UniqueId").GetString(), StringComparison.Ordinal);
        Assert.Equal(Assert.Single(app.EntriesOf("WriteReport")), report.GetProperty("Path").GetString());
        Assert.Equal(app.PathOf("bin/Debug/net10.0/report.json"), report.GetProperty("ExportedTo").GetString());
        Assert.True(TimeSpan.Parse(report.GetProperty("Duration").GetString()!, System.Globalization.CultureInfo.InvariantCulture) > TimeSpan.Zero);
    }
}
