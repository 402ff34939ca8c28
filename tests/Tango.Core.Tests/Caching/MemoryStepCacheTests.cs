using Tango.Caching;

namespace Tango.Core.Tests.Caching;

public sealed class MemoryStepCacheTests : StepCacheContract
{
    protected override StepCache Create() => new MemoryStepCache();
}
