namespace Tango.Formats;

/// <summary>
/// What a format throws when it would not carry a result whole. The cache tells it of the step as
/// <see cref="Diagnostics.Descriptors.ResultNotStorable"/>; nothing is stored.
/// </summary>
public sealed class ResultNotStorableException : Exception
{
    /// <summary>Says what cannot be carried.</summary>
    /// <param name="message">Type, member, what would be lost, and the way out; ends with a full stop.</param>
    /// <param name="innerException">What went wrong underneath, if anything.</param>
    public ResultNotStorableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
