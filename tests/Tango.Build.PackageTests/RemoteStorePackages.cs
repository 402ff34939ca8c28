using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The packages with stores, whose libraries are seen by nobody but the builds that use them.</summary>
public sealed class RemoteStorePackages
{
    [Theory]
    [InlineData("Tango.Build.S3", "s3://bucket/präfix", "AWSSDK")]
    [InlineData("Tango.Build.AzureBlob", "azure://account/container/präfix", "Azure")]
    public async Task Are_loaded_by_builds_and_reach_nothing_else(string package, string address, string library)
    {
        using var app = await Consumer.WithPipelineAsync(awkwardPath: true, more: project => project
            .ItemPackageReference(package, "$(TangoVersion)")
            .Property("TangoRemoteCache", address + "?endpoint=http://localhost:9"));
        app.Environment["TangoVersion"] = app.Feed.Version;
        app.Environment["AWS_ACCESS_KEY_ID"] = "key";
        app.Environment["AWS_SECRET_ACCESS_KEY"] = "not-a-secret";
        app.Environment["AZURE_STORAGE_KEY"] = "bm90IGEgc2VjcmV0";

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(4, build.StepsRun.Count);
        var warning = Assert.Single(build.Result.Lines.Where(line => line.Contains("warning TANGO", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct());
        Assert.Contains("warning TANGO0306: The remote cache '", warning, StringComparison.Ordinal);
        Assert.Contains($"HEAD {address}/", warning, StringComparison.Ordinal);
        Assert.Contains("refused", warning, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Directory.GetFiles(app.Folder, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith(library, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(library, app.Read("bin/Debug/net10.0/App.deps.json"), StringComparison.Ordinal);
        Assert.DoesNotContain(package, app.Read("bin/Debug/net10.0/App.deps.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_are_none_are_an_error()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project.Property("TangoRemoteCache", "s3://bucket"));
        var store = typeof(RemoteStorePackages).Assembly.Location;
        app.Write("Directory.Build.targets", $"""<Project><ItemGroup><TangoRemoteStore Include="s3" Assembly="{store}" SameVersion="true" /></ItemGroup></Project>""");

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Contains("error TANGO0326: The store for remote caches 's3://…' cannot be loaded from", Assert.Single(build.Errors), StringComparison.Ordinal);
    }
}
