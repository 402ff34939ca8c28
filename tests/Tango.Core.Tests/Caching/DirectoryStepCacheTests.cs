namespace Tango.Core.Tests.Caching;

public sealed class DirectoryStepCacheTests : StepCacheContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    protected override StepCache Create() => new DirectoryStepCache(_directory.Path);

    public void Dispose() => _directory.Dispose();
}
