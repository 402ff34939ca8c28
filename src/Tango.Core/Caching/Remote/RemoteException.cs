using System.Text;

namespace Tango.Caching.Remote;

/// <summary>A remote cache, or one entry of it, cannot be used.</summary>
internal abstract class RemoteException : Exception
{
    private const int MaxLength = 1000;
    private const char Replacement = '\uFFFD';

    /// <param name="message">What failed; without a full stop. A server may have sent parts of it: control characters are replaced, and a long text is cut in the middle.</param>
    protected RemoteException(string message, Exception? innerException)
        : base(Clean(message), innerException)
    {
    }

    private static string Clean(string message)
    {
        var text = new StringBuilder(message.TrimEnd('.'));
        if (text.Length > MaxLength)
        {
            text.Remove(MaxLength / 2, text.Length - MaxLength);
            text.Insert(MaxLength / 2, '…');
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsControl(text[index]))
                text[index] = Replacement;
        }

        return text.ToString();
    }
}
