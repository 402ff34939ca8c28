namespace Tango.Formats;

/// <summary>A format as declarations name it: <c>json.zst</c> is the format <c>json</c>, compressed with Zstandard.</summary>
/// <param name="Name">The format's own name, e.g. <c>json</c>, or the full name of a user's format type.</param>
/// <param name="Compression">How its files are compressed.</param>
/// <remarks>A pair that will not grow: other settings of a format belong to the format's own type.</remarks>
public sealed record FormatName(string Name, Compression Compression)
{
    /// <summary>Reads a name. Anything that is not a known suffix belongs to the format's name.</summary>
    /// <param name="text">E.g. <c>json</c>, <c>json.none</c>, <c>text.gz</c>.</param>
    public static FormatName Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        Compression? compression = dot < 0 ? null : text[(dot + 1)..].ToLowerInvariant() switch
        {
            "none" => Compression.None,
            "gz" => Compression.Gzip,
            "br" => Compression.Brotli,
            "zst" => Compression.Zstandard,
            _ => null,
        };
        return compression is null ? new(text, Compression.None) : new(text[..dot], compression.Value);
    }

    /// <summary>The suffix that the compression adds to file names: <c>.zst</c>, or nothing.</summary>
    public string Suffix => Compression switch
    {
        Compression.Gzip => ".gz",
        Compression.Brotli => ".br",
        Compression.Zstandard => ".zst",
        _ => "",
    };

    /// <summary>The name as declarations write it.</summary>
    public override string ToString() => Name + Suffix;
}
