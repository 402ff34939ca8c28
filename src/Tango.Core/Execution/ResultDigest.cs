using System.Security.Cryptography;
using System.Text;
using Tango.Formats;
using Tango.IO;

namespace Tango.Execution;

/// <summary>What a result's files would be, as one digest: nothing is kept of them.</summary>
internal sealed class ResultDigest : IResultWriter
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private ResultDigest()
    {
    }

    /// <summary>The digest of a value as a format writes it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type that is declared for it.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ResultNotStorableException">The format cannot carry it.</exception>
    public static async Task<string> OfAsync(object value, Type type, Format format, CancellationToken cancellationToken)
    {
        var digest = new ResultDigest();
        await format.WriteAsync(value, type, digest, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digest._files.Select(file => file.Key + ' ' + file.Value)))));
    }

    /// <inheritdoc/>
    public Stream Create(string name, bool isExecutable = false) => new BufferedStream(new File(this, name));

    /// <inheritdoc/>
    public void CreateDirectory(string name) => Add(name, "");

    private void Add(string name, string digest)
    {
        lock (_gate)
        {
            _files[name] = digest;
        }
    }

    private sealed class File : WriteOnlyStream
    {
        private readonly ResultDigest _owner;
        private readonly string _name;
        private readonly DigestingStream _digesting = new(Null);

        public File(ResultDigest owner, string name)
        {
            _owner = owner;
            _name = name;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => _digesting.Write(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _owner.Add(_name, _digesting.Digest().Sha256);
                _digesting.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
