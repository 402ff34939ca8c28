namespace Tango.Caching;

/// <summary>A result was not exported: a file of other content is where it would go, and may not be replaced.</summary>
internal sealed class ExportRefusedException : IOException
{
    /// <summary>Refuses.</summary>
    /// <param name="place">The full path of the file in the way.</param>
    public ExportRefusedException(string place)
        : base($"The file '{place}' is in the way.") => Place = place;

    /// <summary>The full path of the file in the way.</summary>
    public string Place { get; }
}
