using System.Globalization;
using System.Text;
using Tango.Caching.Remote;
using Tango.Core.Tests.Caching.Remote;
using Tango.Core.Tests.Execution;

namespace Tango.Faults.Tests;

/// <summary>A remote cache gives anything but what was stored in it. What is fetched is right, or it is refused.</summary>
[Collection(FaultSuite.Name)]
[Trait("Speed", "Slow")]
public sealed class RemoteTests
{
    private static readonly (string Name, string Text)[] Heads =
    [
        ("status", "HTTP/1.1 503 Busy"), ("status", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd"), ("status", "HTTP/1.1 206 Partial"), ("status", "HTTP/9.9 200 OK"), ("status", "\u001b[2J"),
        ("header", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip"), ("header", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"), ("header", "HTTP/1.1 200 OK\r\nContent-Length: 1"),
    ];

    [Fact]
    public async Task An_archive_is_damaged_in_the_store()
    {
        var row = new FaultRow("archive of the remote cache damaged");
        var random = new Random(FaultRun.Seed);
        using var archives = await FaultArchives.CreateAsync();
        for (var attempt = 0; attempt < FaultRun.Count(200, 5_000); attempt++)
        {
            var id = archives.UniqueIds[random.Next(archives.UniqueIds.Count)];
            var (name, content) = archives.Damage(id, random);
            using var remote = archives.OpenWith(id, content);
            row.Add(string.Create(CultureInfo.InvariantCulture, $"{attempt}: {name}, {id}"), await archives.FetchAsync(remote, id).WaitAsync(TestLimits.Hang));
        }

        row.Complete();
    }

    [Fact]
    public async Task A_server_answers_anything()
    {
        var row = new FaultRow("answer of the remote cache's server damaged");
        var random = new Random(FaultRun.Seed);
        using var archives = await FaultArchives.CreateAsync();
        for (var attempt = 0; attempt < FaultRun.Count(100, 3_000); attempt++)
        {
            var id = archives.UniqueIds[random.Next(archives.UniqueIds.Count)];
            var (name, answer) = Answer(archives.Content(id), random);
            await using var server = new HostileServer(stream => stream.WriteAsync(answer).AsTask());
            using var remote = new RemoteCache(new HttpStore(server.Address, token: null, archives.Spool) { Clock = new ManualClock() });
            row.Add(string.Create(CultureInfo.InvariantCulture, $"{attempt}: {name}, {id}"), await archives.FetchAsync(remote, id).WaitAsync(TestLimits.Hang));
        }

        row.Complete();
    }

    private static (string Name, byte[] Answer) Answer(byte[] archive, Random random)
    {
        byte[] With(string head) => [.. Encoding.Latin1.GetBytes(head + "\r\n\r\n"), .. archive];
        if (random.Next(2) == 0)
        {
            var (kind, text) = Heads[random.Next(Heads.Length)];
            return ($"{kind} {text}", With(text));
        }

        var (name, damage) = ByteDamage.All[random.Next(ByteDamage.All.Count)];
        return (name, damage(With(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {archive.Length}")), random));
    }
}
