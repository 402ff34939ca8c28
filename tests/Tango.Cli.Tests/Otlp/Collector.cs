using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Tango.Build.TestKit;

namespace Tango.Cli.Tests.Otlp;

/// <summary>A collector of spans in this process, which speaks protobuf over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly LocalServer _server;
    private readonly string _status;

    public Collector(string status = "200 OK")
    {
        _status = status;
        _server = new LocalServer(AnswerAsync);
        Address = new Uri(new Uri(_server.Address), "/").ToString().TrimEnd('/');
    }

    public string Address { get; }

    /// <summary>The first lines of all requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = [];

    public ReceivedSpan this[string name] => Assert.Single(Spans, span => span.Name == name);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(stream, cancellationToken);
        Requests.Enqueue(head[0]);
        var length = head.Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        foreach (var span in ReceivedSpan.Read(body))
            Spans.Enqueue(span);

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancellationToken);
    }

    private static async Task<string[]> HeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. head.TakeLast(4)]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
