using System.Globalization;
using System.Text;

namespace Tango.Build.TestKit;

/// <summary>The head of a request, and its body when that is asked for.</summary>
public sealed class FileRequest
{
    private readonly Stream _stream;
    private readonly Dictionary<string, string> _headers;

    private FileRequest(Stream stream, string method, string target, Dictionary<string, string> headers)
    {
        _stream = stream;
        _headers = headers;
        HttpMethod = method;
        Target = target;
    }

    /// <summary>GET, HEAD or PUT.</summary>
    public string HttpMethod { get; }

    /// <summary>The path and query.</summary>
    public string Target { get; }

    /// <summary>The value of a header; null if it was not sent.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>Reads the head. The body is still to come.</summary>
    /// <returns>Null if the connection was closed before.</returns>
    public static async Task<FileRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var end = "\r\n\r\n"u8.ToArray();
        var head = new List<byte>();
        var next = new byte[1];
        while (!head.TakeLast(end.Length).SequenceEqual(end))
        {
            if (await stream.ReadAsync(next, cancellationToken) == 0)
                return null;

            head.Add(next[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(':', 2)).ToDictionary(header => header[0], header => header[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new FileRequest(stream, first[0], first[1], headers);
    }

    /// <summary>Reads the body, whose length the client has announced.</summary>
    public async Task<byte[]> ReadBodyAsync(CancellationToken cancellationToken)
    {
        if (Header("Expect") == "100-continue")
            await _stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);

        var body = new byte[int.Parse(_headers["Content-Length"], CultureInfo.InvariantCulture)];
        await _stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
