using Tango.Diagnostics;

namespace Tango;

/// <summary>
/// Thrown by a format that cannot store a result completely. The cache reports it for the step as <see cref="Descriptors.ResultNotStorable"/>; nothing is stored.
/// </summary>
public sealed class ResultNotStorableException : TangoException
{
    private readonly DiagnosticDescriptor _descriptor;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">Type, member, what would be lost, and a solution; ends with a full stop.</param>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    public ResultNotStorableException(string message, Exception? innerException = null)
        : this(Descriptors.ResultNotStorable, message, innerException)
    {
    }

    /// <summary>Creates an exception with another code.</summary>
    /// <param name="descriptor">Takes the step and the message.</param>
    /// <param name="message">What the code is about.</param>
    internal ResultNotStorableException(DiagnosticDescriptor descriptor, string message, Exception? innerException = null)
        : base(message, [new Diagnostic(descriptor, DiagnosticSubject.None, message)], innerException) => _descriptor = descriptor;

    /// <summary>The message of the build.</summary>
    internal Diagnostic Describe(string step) => _descriptor.Create(new DiagnosticSubject(step: step), step, Message);
}
