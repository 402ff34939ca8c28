using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tango.Build.TestKit;

/// <summary>Azurite, Microsoft's own emulator of Azure Storage, as a process of this machine with its data in memory.</summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>Its only account.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>The key that Microsoft has published for it.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Version = "2021-08-06";

    private readonly Process _process;

    private Azurite(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    /// <summary>The script that starts it; null if it is not installed.</summary>
    public static string? Script { get; } = new[]
    {
        Environment.GetEnvironmentVariable("TANGO_TESTS_AZURITE"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "tango-azurite"),
    }.OfType<string>().Select(folder => Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js")).FirstOrDefault(File.Exists);

    /// <summary>Its address, without the account.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="options">More options of its command line.</param>
    public static async Task<Azurite> StartAsync(params IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[Script!, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", .. options])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start)!;
        const string listens = "successfully listens on ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(listens, StringComparison.Ordinal) is > 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new Azurite(process, new Uri(line[(at + listens.Length)..]));
            }
        }

        throw new InvalidOperationException("Azurite did not start.");
    }

    /// <summary>Creates a container, without the library of Azure.</summary>
    public async Task CreateContainerAsync(string name)
    {
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var text = $"PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:{Version}\n/{Account}/{Account}/{name}\nrestype:container";
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Endpoint, $"{Account}/{name}?restype=container"));
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {Account}:{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)))}");
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"Azurite answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
