using System.Runtime.ExceptionServices;

namespace Tango.IO;

/// <summary>
/// Runs work that waits for file systems on a separate thread: a network share whose server has failed may never respond, and the system call that waits for it cannot be
/// cancelled. After a cancellation the caller continues immediately; the thread stays behind, and does not keep the process alive.
/// </summary>
internal static class FileSystemWork
{
    /// <summary>Runs work.</summary>
    /// <param name="work">The work; its exceptions are thrown.</param>
    /// <param name="cancellationToken">Cancels the waiting for it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the work may still run.</exception>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    /// <remarks>For builds: their thread waits in any case, and each method that is resumed on another thread takes a millisecond to compile.</remarks>
    public static T RunTask<T>(Func<Task<T>> work, CancellationToken cancellationToken) => Run(() => work().GetAwaiter().GetResult(), cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public static T Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        T result = default!;

        // Not an expression: that would be a function, which calls this method again.
        Run(() => { result = work(); }, cancellationToken);
        return result;
    }

    /// <summary>Runs work.</summary>
    /// <param name="work">The work; its exceptions are thrown.</param>
    /// <param name="cancellationToken">Cancels the waiting for it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the work may still run.</exception>
    /// <remarks>Up-to-date builds call this. A thread needs less compiling than a task, 1 ms instead of 3; and nothing here is generic, or a property.</remarks>
    public static void Run(Action work, CancellationToken cancellationToken)
    {
        // Not disposed: the thread may end after the waiting.
        var ended = new ManualResetEvent(false);
        var attempt = new Attempt(work, ended);
        new Thread(attempt.Make) { IsBackground = true }.Start();
        if (WaitHandle.WaitAny([ended, cancellationToken.WaitHandle]) != 0)
            throw new OperationCanceledException(cancellationToken);

        attempt.Failure?.Throw();
    }

    private sealed class Attempt(Action work, ManualResetEvent ended)
    {
        public ExceptionDispatchInfo? Failure;

        public void Make()
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                Failure = ExceptionDispatchInfo.Capture(exception);
            }

            ended.Set();
        }
    }
}
