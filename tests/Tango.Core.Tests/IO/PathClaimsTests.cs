using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class PathClaimsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Folder => _directory.PathOf("places");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_claimed_path_is_waited_for_and_reported_once()
    {
        var reported = new List<string>();
        var waits = new TaskCompletionSource();
        var first = await new PathClaims(Folder).AcquireAsync([Place("a"), Place("b")]);

        var second = new PathClaims(Folder).AcquireAsync([Place("b"), Place("c")], Wait).AsTask();
        await waits.Task;
        using var third = await new PathClaims(Folder).AcquireAsync([Place("c")], _ => Assert.Fail("Who waits has nothing yet."));
        Assert.False(second.IsCompleted);
        third!.Dispose();
        first!.Dispose();

        using var taken = await second;
        Assert.Equal([_directory.PathOf("b")], reported);

        void Wait(string place)
        {
            reported.Add(place);
            waits.TrySetResult();
        }
    }

    [Fact]
    public async Task What_an_owner_has_does_not_exclude_itself()
    {
        var claims = new PathClaims(Folder);

        using var first = await claims.AcquireAsync([Place("a")]);
        using var second = await claims.AcquireAsync([Place("a")]);

        Assert.NotNull(second);
    }

    [Fact]
    public async Task A_claim_whose_owner_was_killed_is_none()
    {
        using var ended = await new PathClaims(Folder).AcquireAsync([Place("a")]);
        var claim = Assert.Single(Directory.EnumerateFiles(Folder, "*.claim"));
        File.Copy(claim, _directory.PathOf("claim"));
        ended!.Dispose();
        File.Move(_directory.PathOf("claim"), claim);
        File.WriteAllText(Path.ChangeExtension(claim, null), "");

        using var taken = await new PathClaims(Folder).AcquireAsync([Place("a")], _ => Assert.Fail("There is nobody to wait for."));

        Assert.False(File.Exists(claim));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var first = await new PathClaims(Folder).AcquireAsync([Place("a")]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new PathClaims(Folder).AcquireAsync([Place("a")], _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public async Task Nothing_is_left_when_all_have_ended()
    {
        (await new PathClaims(Folder).AcquireAsync([Place("a")]))!.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    private ClaimedPath Place(string name) => new(_directory.PathOf(name));
}
