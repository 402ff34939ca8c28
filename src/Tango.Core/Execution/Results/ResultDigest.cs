using System.Security.Cryptography;
using System.Text;
using Tango.Formats;
using Tango.IO;

namespace Tango.Execution.Results;

/// <summary>The digest of the files of a result, without storing them.</summary>
internal sealed class ResultDigest : IResultWriter
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private ResultDigest()
    {
    }

    /// <summary>The digest of a value in a format.</summary>
    /// <param name="type">The declared type of the value.</param>
    /// <exception cref="ResultNotStorableException">The format cannot represent it.</exception>
    public static async Task<string> ComputeAsync(object value, Type type, Format format, CancellationToken cancellationToken)
    {
        var digest = new ResultDigest();
        await format.WriteAsync(value, type, digest, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digest._files.Select(file => file.Key + ' ' + file.Value)))));
    }

    /// <inheritdoc/>
    public Stream Create(string name, UnixFileMode? mode = null) => new BufferedStream(new DigestingStream(_ => { }, digest => Add(name, digest.Sha256)));

    /// <inheritdoc/>
    public void CreateDirectory(string name, UnixFileMode? mode = null) => Add(name, "");

    /// <inheritdoc/>
    public void CreateLink(string name, string target) => Add(name, "-> " + target);

    private void Add(string name, string digest)
    {
        lock (_gate)
            _files[name] = digest;
    }
}
