using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>The effect of a call on the stack.</summary>
internal sealed record MethodUse
{
    /// <summary>How the object is used on which it is called.</summary>
    internal required ReceiverUse Receiver { get; init; }

    /// <summary>The full name of the type that declares the method.</summary>
    internal required string HolderName { get; init; }

    /// <summary>The types of the parameters, with generic arguments substituted.</summary>
    internal required MentionedTypes[] Parameters { get; init; }

    /// <summary>The value that is left on the stack, for a constructor the new object; null if there is none.</summary>
    internal required MentionedTypes? Result { get; init; }

    /// <summary>Whether the method returns its calling method.</summary>
    internal bool ReadsCaller { get; init; }

    /// <summary>The type that declares the method; null for a pointer to a method.</summary>
    internal TypeSignature? Holder { get; init; }

    internal bool IsConstructor { get; init; }

    /// <summary>Whether the method only compares its arguments or converts them to text.</summary>
    internal bool AsksForTextOnly { get; init; }

    /// <summary>For the constructor of a delegate, the types that the delegate is called with; otherwise null.</summary>
    internal MentionedTypes? DelegateSignature { get; init; }

    /// <summary>All types in the method's own signature.</summary>
    internal required MentionedTypes Signature { get; init; }
}
