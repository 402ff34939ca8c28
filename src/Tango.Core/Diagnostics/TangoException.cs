using Tango.Diagnostics;

namespace Tango;

/// <summary>
/// Thrown for every error that has a diagnostic: a bad declaration, a bad step type, a step that failed, a result that cannot be stored.
/// Carries all diagnostics found in one go.
/// </summary>
public class TangoException : Exception
{
    /// <summary>Creates an exception with one or more diagnostics.</summary>
    /// <param name="diagnostics">At least one.</param>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    internal TangoException(IReadOnlyList<Diagnostic> diagnostics, Exception? innerException = null)
        : this(string.Join(Environment.NewLine, diagnostics), diagnostics, innerException)
    {
    }

    /// <summary>Creates an exception with a single diagnostic.</summary>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    internal TangoException(Diagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException)
    {
    }

    private protected TangoException(string message, IReadOnlyList<Diagnostic> diagnostics, Exception? innerException)
        : base(message, innerException) => Diagnostics = diagnostics;

    /// <summary>Everything that was found, at least one, in the order it was found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
