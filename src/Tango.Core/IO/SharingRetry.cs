namespace Tango.IO;

/// <summary>Repeats a change of a file that Windows refuses as long as another program has the file open, or is about to remove it. Gives up after about a second.</summary>
internal sealed class SharingRetry
{
    private const int AccessDenied = unchecked((int)0x80070005);
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int FolderNotEmpty = unchecked((int)0x80070091);
    private const int DeletePending = unchecked((int)0x8007012F);
    private const int MappedFile = unchecked((int)0x800704C8);

    // Milliseconds. Most scanners need a few; nobody waits longer for a program that keeps a file open.
    private static readonly int[] Waits = [1, 2, 5, 10, 20, 50, 100, 200, 300, 300];

    private readonly Action<int> _wait;
    private readonly int _maxWaits;

    /// <param name="wait">Waits for a number of milliseconds.</param>
    public SharingRetry(Action<int> wait)
        : this(wait, Waits.Length)
    {
    }

    private SharingRetry(Action<int> wait, int maxWaits)
    {
        _wait = wait;
        _maxWaits = maxWaits;
    }

    /// <summary>Waits for real.</summary>
    public static SharingRetry OfSystem { get; } = new(Thread.Sleep);

    /// <summary>Does not wait: one attempt.</summary>
    public static SharingRetry Never { get; } = new(static _ => { }, maxWaits: 0);

    /// <summary>Makes a change.</summary>
    /// <param name="change">May be called several times.</param>
    /// <param name="emptiesFolder">Whether it deletes what is in a folder first: a file in it that somebody has open goes later.</param>
    /// <exception cref="IOException">It is refused for another reason, or still.</exception>
    /// <exception cref="UnauthorizedAccessException">The same. Windows says so for files in use, too.</exception>
    public void Run(Action change, bool emptiesFolder = false) => Run(
        () =>
        {
            change();
            return true;
        },
        emptiesFolder);

    /// <summary>The same for what returns something, e.g. opens a file.</summary>
    public T Run<T>(Func<T> change, bool emptiesFolder = false)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return change();
            }
            catch (Exception exception) when (MayPass(exception, attempt) || (emptiesFolder && exception is IOException { HResult: FolderNotEmpty } && attempt < _maxWaits))
            {
                Wait(attempt);
            }
        }
    }

    /// <summary>Whether an attempt failed because of another program, and another one is worth it.</summary>
    /// <param name="exception">Of the attempt.</param>
    /// <param name="attempt">Its number, from 0.</param>
    public bool MayPass(Exception exception, int attempt) => attempt < _maxWaits && IsInUse(exception);

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="attempt">The number of the one that failed, from 0.</param>
    public void Wait(int attempt) => _wait(Waits[attempt]);

    /// <summary>Whether an exception says that another program uses a file. On Windows that cannot be told from a lack of rights.</summary>
    public static bool IsInUse(Exception exception) => exception is IOException or UnauthorizedAccessException
        && exception.HResult is AccessDenied or SharingViolation or LockViolation or DeletePending or MappedFile;
}
