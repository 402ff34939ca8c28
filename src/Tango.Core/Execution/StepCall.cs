using System.Reflection;

namespace Tango.Execution;

/// <summary>One try of a step's method on one object, from its beginning until its result is kept: a sequence does its work while it is read.</summary>
internal sealed class StepCall : IDisposable
{
    private readonly MethodInfo _method;
    private readonly Step? _step;
    private int _ended;

    /// <param name="method">The method.</param>
    /// <param name="step">The object; null for functions.</param>
    /// <param name="context">What the step has at hand.</param>
    /// <exception cref="Diagnostics.TangoException">The object is running already.</exception>
    public StepCall(MethodInfo method, Step? step, StepContext context)
    {
        _method = method;
        _step = step;
        step?.Begin(context);
    }

    /// <summary>Calls the method and gives the result; null for steps without one. Ends the call if that fails.</summary>
    public async Task<object?> RunAsync(object?[] arguments)
    {
        try
        {
            var target = _method.IsStatic ? null : _step;
            return await StepTask.AwaitAsync(_method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)).ConfigureAwait(false);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _step?.End();
        }
    }
}
