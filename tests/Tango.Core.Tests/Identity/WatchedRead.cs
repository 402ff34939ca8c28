namespace Tango.Core.Tests.Identity;

/// <summary>A file that lets a test in before the first of it is read.</summary>
/// <param name="path">The file.</param>
/// <param name="beforeFirstRead">Called once, on the thread that reads.</param>
internal sealed class WatchedRead(string path, Action beforeFirstRead) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
{
    private Action? _beforeFirstRead = beforeFirstRead;

    public override int Read(Span<byte> buffer)
    {
        Tell();
        return base.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Tell();
        return base.Read(buffer, offset, count);
    }

    private void Tell() => Interlocked.Exchange(ref _beforeFirstRead, null)?.Invoke();
}
