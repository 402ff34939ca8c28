namespace Tango.Diagnostics;

/// <summary>
/// What the library throws for every mistake it can name: a bad declaration, a bad step type, a result that cannot be stored.
/// Carries all diagnostics found in one go.
/// </summary>
public sealed class TangoException : Exception
{
    /// <summary>Makes an exception of one or more diagnostics.</summary>
    /// <param name="diagnostics">At least one.</param>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    public TangoException(IReadOnlyList<Diagnostic> diagnostics, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, diagnostics), innerException) =>
        Diagnostics = diagnostics;

    /// <summary>Makes an exception of a single diagnostic.</summary>
    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    public TangoException(Diagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException)
    {
    }

    /// <summary>Everything that was found, in the order it was found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
