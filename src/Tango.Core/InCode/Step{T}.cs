using Tango.InCode;

namespace Tango;

public abstract partial class Step<T>
{
    /// <inheritdoc cref="Step.ResultAsync"/>
    public new async Task<T> ResultAsync(StepCache? cache = null, CancellationToken cancellationToken = default) =>
        (T)(await new InMemoryRun(cache, observer: null).ResultAsync(this, cancellationToken).ConfigureAwait(false))!;
}
