using System.Diagnostics;

namespace Tango.Build.TestKit;

/// <summary>The object gateway of Ceph, a server for S3 that many machines rely on, as processes of this machine with its data in memory. Needs Debian's packages radosgw, ceph-mon and ceph-osd.</summary>
public sealed class Radosgw : IAsyncDisposable
{
    /// <summary>The key of who may do all.</summary>
    public const string Key = "test";

    /// <summary>The secret of <see cref="Key"/>.</summary>
    public const string Secret = "testtest";

    private readonly Process _process;
    private readonly string _folder;

    private Radosgw(Process process, string folder, Uri endpoint) => (_process, _folder, Endpoint) = (process, folder, endpoint);

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled { get; } = !OperatingSystem.IsWindows() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "radosgw")) && File.Exists(Path.Combine(folder, "ceph-mon")) && File.Exists(Path.Combine(folder, "ceph-osd")));

    /// <summary>Its address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts it on a free port.</summary>
    public static async Task<Radosgw> StartAsync()
    {
        // A port may be taken by another between its choice and its use, and on a busy machine Ceph is sometimes not ready for its own next command.
        const int tries = 5;
        for (var number = 1; ; number++)
        {
            var port = FreePorts.Find(2);
            var folder = Directory.CreateTempSubdirectory("tango-ceph-").FullName;
            var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "Servers", "radosgw.sh"), folder, $"{port + 1}", $"{port}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var started = new Radosgw(process, folder, new UriBuilder("http", "127.0.0.1", port).Uri);
            if (await process.StandardOutput.ReadLineAsync() == "ready")
                return started;

            var error = await process.StandardError.ReadToEndAsync();
            await started.DisposeAsync();
            if (number == tries)
                throw new InvalidOperationException($"radosgw did not start: {error}");
        }
    }

    /// <summary>Creates a bucket, without the library of Amazon. Needs curl.</summary>
    public async Task CreateBucketAsync(string name)
    {
        using var curl = Process.Start(new ProcessStartInfo("curl", ["-q", "--silent", "--fail", "--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", $"{Key}:{Secret}", "--request", "PUT", new Uri(Endpoint, name).AbsoluteUri]))!;
        await curl.WaitForExitAsync();
        if (curl.ExitCode != 0)
            throw new InvalidOperationException($"curl ended with {curl.ExitCode}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
