using System.Runtime.ExceptionServices;

namespace Tango.Formats.Json;

/// <summary>
/// Runs code that asks System.Text.Json for the contracts of types. It follows types recursively, and passes a refusal on at each level by catching it and throwing it again, which takes
/// some 10 kB of stack a level until the outermost level is reached. .NET's threads have 1.5 MB on Windows, macOS and musl, so types that contain each other without end
/// (<see cref="EndlessTypes"/>) would end the process there.
/// </summary>
internal static class LargeStack
{
    // Reserved, and used as far as needed.
    private const int Size = 64 * 1024 * 1024;

    /// <summary>Calls a function on a thread of its own, and waits for it. An exception is thrown here.</summary>
    public static T Run<T>(Func<T> function)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Call, Size) { IsBackground = true, Name = "types" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;

        void Call()
        {
            try
            {
                result = function();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
