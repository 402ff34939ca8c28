using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Tango.Caching.Remote;

/// <summary>What web servers want to see of this machine. In environment variables instead of properties, because logs contain properties.</summary>
internal static class RemoteSecrets
{
    /// <summary>A bearer token.</summary>
    public const string TokenVariable = "TANGO_REMOTE_CACHE_TOKEN";

    /// <summary>Headers of requests, <c>NAME: VALUE</c>, one on each line.</summary>
    public const string HeadersVariable = "TANGO_REMOTE_CACHE_HEADERS";

    /// <summary>Both.</summary>
    public static ImmutableArray<string> Variables { get; } = [TokenVariable, HeadersVariable];

    /// <summary>Takes them out of the environment of this process, so that steps and their programs do not get them. What has read them goes on using them.</summary>
    public static void Hide()
    {
        foreach (var variable in Variables)
            Environment.SetEnvironmentVariable(variable, null);
    }

    /// <summary>The token; null if there is none. A value from a file often ends with a line break.</summary>
    /// <exception cref="TangoException">It cannot be sent.</exception>
    public static string? ReadToken(string? projectFile)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable)?.Trim() is not { Length: > 0 } token)
            return null;

        return AuthenticationHeaderValue.TryParse("Bearer " + token, out _)
            ? token
            : throw RemoteCacheSettings.Invalid(TokenVariable, "…", "write the token alone, on one line", projectFile);
    }

    /// <summary>The headers by their names.</summary>
    /// <exception cref="TangoException">One is not valid, or is that of a body.</exception>
    public static ImmutableArray<KeyValuePair<string, string>> ReadHeaders(string? projectFile) =>
        ParseHeaders(Environment.GetEnvironmentVariable(HeadersVariable) ?? "")
        ?? throw RemoteCacheSettings.Invalid(HeadersVariable, "…", "write NAME: VALUE, each header of a request on a line of its own", projectFile);

    /// <summary>Headers as their variable has them.</summary>
    public static string FormatHeaders(IEnumerable<KeyValuePair<string, string>> headers) => string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"));

    /// <summary>Reads headers.</summary>
    /// <returns>Null if one is not valid.</returns>
    public static ImmutableArray<KeyValuePair<string, string>>? ParseHeaders(string text)
    {
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryReadHeader(line) is not { } header)
                return null;

            headers.Add(header);
        }

        return headers.DrainToImmutable();
    }

    private static KeyValuePair<string, string>? TryReadHeader(string line)
    {
        var end = line.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0)
            return null;

        var header = KeyValuePair.Create(line[..end].TrimEnd(), line[(end + 1)..].TrimStart());
        using var request = new HttpRequestMessage();
        try
        {
            request.Headers.Add(header.Key, header.Value);
            return header;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            // Its message has the value.
            return null;
        }
    }
}
