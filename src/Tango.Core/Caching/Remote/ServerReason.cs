using System.Text;

namespace Tango.Caching.Remote;

/// <summary>Why a server refused: the first line of what it says in words. Many send what they were asked with it, so secrets are replaced.</summary>
internal sealed class ServerReason
{
    private const int MaxBytes = 4096;
    private const int MaxLength = 200;

    // Shorter ones could be any part of a word.
    private const int MinSecret = 4;

    // What stands between a scheme, a name, a user and a secret.
    private static readonly char[] Separators = [' ', ',', ';', '=', ':', '"'];

    // No secrets, and words of many refusals.
    private static readonly string[] Schemes = ["Basic", "Bearer", "Digest", "token"];

    private readonly string[] _secrets;

    /// <param name="secrets">What no message may contain, nor a part of it: a server may know that a header has a scheme and a token, and repeat the token.</param>
    public ServerReason(IEnumerable<string> secrets) =>
        _secrets = [.. secrets.SelectMany(WithParts).Where(secret => secret.Length >= MinSecret).Except(Schemes, StringComparer.OrdinalIgnoreCase).OrderByDescending(secret => secret.Length)];

    /// <summary>The status in words, and the server's own words after it.</summary>
    public async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = WithoutSecrets(response.ReasonPhrase ?? "");
        try
        {
            var words = FirstLine(await ReadTextAsync(response.Content, cancellationToken).ConfigureAwait(false));
            return words.Length == 0 ? status : $"{status}: {words}";
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status has arrived and says enough.
            return status;
        }
    }

    private static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // A page for people begins with what is for browsers.
        if (content.Headers.ContentType?.MediaType is not { } type || type == "text/html" || !(type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal)))
            return "";

        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[MaxBytes];
        var read = await stream.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static IEnumerable<string> WithParts(string secret)
    {
        string[] texts = [secret, Uri.UnescapeDataString(secret), .. secret.Split(' ').Select(Decoded)];
        return texts.Concat(texts.SelectMany(text => text.Split(Separators)));
    }

    // The user and the password of a basic authorization, which the server decodes.
    private static string Decoded(string part)
    {
        var bytes = new byte[part.Length];
        return Convert.TryFromBase64String(part, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var text && text.Contains(':', StringComparison.Ordinal) ? text : "";
    }

    private string WithoutSecrets(string text) => _secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, "***", StringComparison.Ordinal));

    private string FirstLine(string text)
    {
        var line = WithoutSecrets(WithoutTags(text).Split('\r', '\n').Select(part => part.Trim()).FirstOrDefault(part => part.Length > 0) ?? "");
        if (line.Length > MaxLength)
            line = string.Concat(line.AsSpan(0, MaxLength), "…");

        return new string([.. line.Select(character => char.IsControl(character) ? '\uFFFD' : character)]);
    }

    // Errors in XML have a code and a message, one after the other.
    private static string WithoutTags(string text)
    {
        if (!text.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith('<'))
            return text;

        var plain = new StringBuilder();
        var isTag = false;
        foreach (var character in text.TrimStart('\uFEFF'))
        {
            if (isTag)
                isTag = character != '>';
            else if (character == '<')
                isTag = true;
            else
                plain.Append(character);

            if (character == '>')
                plain.Append(' ');
        }

        return string.Join(' ', plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
