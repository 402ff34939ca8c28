using System.Text;

namespace Tango.Caching.Remote;

/// <summary>The record of early cut-off in a remote cache, <c>KEY.cutoff</c>: the unique id of an entry with that key. A hint: the key in the entry's own metadata counts.</summary>
internal static class CutoffRecord
{
    private const int Longest = 255;

    /// <summary>The name of a key's record.</summary>
    public static string NameOf(string key) => key + ".cutoff";

    /// <summary>Writes a record.</summary>
    public static byte[] Write(string uniqueId) => Encoding.UTF8.GetBytes(uniqueId);

    /// <summary>Reads a record; null if it names no entry.</summary>
    public static async Task<string?> ReadAsync(Stream record, CancellationToken cancellationToken)
    {
        var bytes = new byte[Longest + 1];
        var length = await record.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length <= Longest && Encoding.UTF8.GetString(bytes, 0, length) is var uniqueId && CutoffIndex.IsId(uniqueId) ? uniqueId : null;
    }
}
