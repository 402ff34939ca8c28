using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>A service that takes what it is sent in small pieces. It stands in for the network, so that time passes when the test says so.</summary>
/// <param name="piece">The size of a piece in bytes.</param>
/// <param name="afterPiece">Called after each.</param>
internal sealed class SlowServer(int piece, Action afterPiece) : HttpPipelineTransport
{
    /// <summary>How many of the first requests are answered, when all was sent, that the service is busy.</summary>
    public int Refusals { get; set; }

    /// <summary>What was sent in blocks that were taken.</summary>
    public MemoryStream Taken { get; } = new();

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var body = new Body(piece, afterPiece);
        await message.Request.Content!.WriteToAsync(body, message.CancellationToken);
        message.CancellationToken.ThrowIfCancellationRequested();
        var isRefused = Refusals-- > 0;
        if (!isRefused && message.Request.Uri.Query.Contains("comp=block&", StringComparison.Ordinal))
            body.Content.WriteTo(Taken);

        message.Response = new Answer(isRefused ? 503 : 201);
    }

    /// <summary>What of a request has come.</summary>
    private sealed class Body(int piece, Action afterPiece) : Stream
    {
        private int _inPiece;

        public MemoryStream Content { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Content.Length;

        public override long Position { get => Content.Position; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Content.Write(buffer);
            for (_inPiece += buffer.Length; _inPiece >= piece; _inPiece -= piece)
                afterPiece();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Answer(int status) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    }
}
