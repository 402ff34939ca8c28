namespace Tango.Formats;

/// <summary>How the files of a result are compressed. Never part of an identity: the same result may be stored either way.</summary>
public enum Compression
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>gzip, <c>.gz</c>.</summary>
    Gzip,

    /// <summary>Brotli, <c>.br</c>.</summary>
    Brotli,

    /// <summary>Zstandard, <c>.zst</c>.</summary>
    Zstandard,
}
