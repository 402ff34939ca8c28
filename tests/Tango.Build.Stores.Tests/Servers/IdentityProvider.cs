using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tango.Build.TestKit;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>
/// Gives tokens for identities: to machines, by the protocol of Azure's App Service, and to jobs that show a token of their build server, by that of Microsoft Entra. No signature is right: Azurite looks at the
/// claims only.
/// </summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    /// <summary>The name of Microsoft Entra in the public cloud.</summary>
    public const string PublicHost = "login.microsoftonline.com";

    /// <summary>The secret that a machine shows.</summary>
    public const string MachineSecret = "the machine's secret";

    private const string Issuer = "sts.windows.net";

    private readonly LocalServer _server;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TaskCompletionSource _askedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IdentityProvider() => _server = new LocalServer(AnswerAsync);

    /// <summary>Where it is.</summary>
    public Uri Address => new(new Uri(_server.Address), "/");

    /// <summary>What was shown for each token that was asked for.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Complete when a second token was asked for.</summary>
    public Task AskedAgain => _askedAgain.Task;

    /// <summary>The name of the service that the tokens are for.</summary>
    public string Audience { get; set; } = "storage.azure.com";

    /// <summary>How long the tokens are said to be good for.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether it gives no tokens, and says why.</summary>
    public bool Refuses { get; set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await FileRequest.ReadAsync(stream, cancellationToken) is not { } request)
            return;

        var body = request.HttpMethod == "POST" ? Encoding.UTF8.GetString(await request.ReadBodyAsync(cancellationToken)) : "";
        var (status, answer) = request.Target.Contains("/discovery/", StringComparison.Ordinal) ? ("200 OK", Discovery) : Token(request.Header("X-IDENTITY-HEADER") ?? Assertion(body));
        var content = JsonSerializer.SerializeToUtf8Bytes(answer);
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {content.Length}\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
    }

    private (string Status, object Answer) Token(string shown)
    {
        _asked.Enqueue(shown);
        if (_asked.Count > 1)
            _askedAgain.TrySetResult();

        if (Refuses)
            return ("400 Bad Request", new { statusCode = 400, message = "Nobody is known by this name.", error = "invalid_client", error_description = "AADSTS700016: Nobody is known by this name." });

        var end = (long)Lifetime.TotalSeconds;
        return ("200 OK", new { token_type = "Bearer", access_token = Jwt(), expires_in = end, ext_expires_in = end, expires_on = (DateTimeOffset.UtcNow + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), resource = $"https://{Audience}" });
    }

    private string Jwt()
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new { aud = $"https://{Audience}", iss = $"https://{Issuer}/00000000-0000-0000-0000-000000000000/", iat = now.AddMinutes(-1).ToUnixTimeSeconds(), nbf = now.AddMinutes(-1).ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds(), oid = "33333333-3333-3333-3333-333333333333", tid = "22222222-2222-2222-2222-222222222222" };
        return $"{Part(new { typ = "JWT", alg = "RS256" })}.{Part(claims)}.{Convert.ToBase64String("none"u8).TrimEnd('=')}";
    }

    private static string Part(object value) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(value)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Assertion(string form) => form.Split('&').FirstOrDefault(field => field.StartsWith("client_assertion=", StringComparison.Ordinal)) is { } field ? Uri.UnescapeDataString(field.Split('=')[1]) : "";

    private static object Discovery => new Dictionary<string, object>
    {
        ["tenant_discovery_endpoint"] = $"https://{PublicHost}/tenant/v2.0/.well-known/openid-configuration",
        ["api-version"] = "1.1",
        ["metadata"] = new[] { new { preferred_network = PublicHost, preferred_cache = PublicHost, aliases = new[] { PublicHost } } },
    };
}
