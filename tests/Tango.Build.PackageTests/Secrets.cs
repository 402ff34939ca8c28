using System.IO.Compression;
using System.Text;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Core.Tests.Execution;

namespace Tango.Build.PackageTests;

/// <summary>A token from an environment variable reaches a step and a command, and no file or message of the build.</summary>
public sealed class Secrets
{
    private const string Token = "hunter2-and-more";

    private const string Steps =
        """
        [Step(Deterministic = true, Format = "text")]
        public sealed class Download : Step<string>
        {
            public string Run([Secret] string apiKey)
            {
                Marks.Leave("download");
                Console.WriteLine(apiKey);
                Logger.Warning(apiKey);
                Summary = apiKey;
                return apiKey.Length.ToString();
            }
        }
        """;

    [ShFact]
    public async Task Are_written_nowhere_and_count_for_the_up_to_date_check()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.cs", Steps + ChangedResources.Marks);
        app.WriteProject(project => project
            .TangoStep("rows", "Download", ("ApiKey", "env:MY_API_KEY"), ("ExportTo", "out/rows.txt"))
            .TangoStep("names", "Command", ("Run", "echo $MY_API_KEY"), ("SecretEnvironment", "MY_API_KEY"), ("Format", "bytes"), ("CacheResults", "false")));
        app.Environment["TANGO_SECRET_KEY"] = "the key of tests";
        Assert.Contains(
            "error TANGO0024: The environment variable 'MY_API_KEY', which holds a secret of step 'rows'",
            (await app.BuildAsync()).EnsureFailure().Result.Output,
            StringComparison.Ordinal);

        app.Environment["MY_API_KEY"] = Token;
        var build = (await app.BuildAsync("-bl:build.binlog", "-v:diag")).EnsureSuccess();
        Assert.Equal(["download"], build.StepsRun);
        Assert.Equal("16", app.Read("out/rows.txt"));
        Assert.Contains("***", build.Result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, build.Result.Output, StringComparison.Ordinal);
        Assert.Equal(0, FilesWith(app, Token));

        app.WriteProject(project => project.TangoStep("rows", "Download", ("ApiKey", "env:MY_API_KEY"), ("ExportTo", "out/rows.txt")));
        Assert.Empty((await app.BuildAsync()).EnsureSuccess().StepsRun);
        app.Environment["MY_API_KEY"] = Token + "!";
        Assert.Equal(["download"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
    }

    private static int FilesWith(Consumer app, string text) => Directory
        .EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories)
        .Count(path => ReadAll(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] ReadAll(string path)
    {
        if (!path.EndsWith(".binlog", StringComparison.Ordinal))
            return File.ReadAllBytes(path);

        using var unpacked = new MemoryStream();
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        stream.CopyTo(unpacked);
        Assert.NotEqual(0, unpacked.Length);
        return unpacked.ToArray();
    }
}
