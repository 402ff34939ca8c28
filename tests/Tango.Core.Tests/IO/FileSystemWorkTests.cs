using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileSystemWorkTests
{
    [Theory]
    [InlineData("found")]
    [InlineData(null)]
    public void Work_returns_its_result(string? result) => Assert.Equal(result, FileSystemWork.Run(() => result, CancellationToken.None));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_exception_is_thrown(bool hasResult)
    {
        var failure = new IOException("no");

        var thrown = Record.Exception(() =>
        {
            if (hasResult)
                FileSystemWork.Run<string>(() => throw failure, CancellationToken.None);
            else
                FileSystemWork.Run(() => throw failure, CancellationToken.None);
        });

        Assert.Same(failure, thrown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_waits_for_it_after_a_cancellation(bool hasResult)
    {
        using var answer = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            if (hasResult)
                FileSystemWork.Run(Wait, cancellation.Token);
            else
                FileSystemWork.Run((Action)(() => Wait()), cancellation.Token);
        });

        answer.Set();

        string Wait()
        {
            answer.Wait(CancellationToken.None);
            return "late";
        }
    }
}
