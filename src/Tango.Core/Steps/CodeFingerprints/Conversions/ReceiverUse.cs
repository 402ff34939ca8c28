namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>How the object is used on which a method is called.</summary>
internal enum ReceiverUse
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The method is the user's own, or known not to examine the object.</summary>
    Kept,

    /// <summary>A method that the framework declares: it runs the user's override, or uses the object as one of the framework's types.</summary>
    Framework,

    /// <summary>A method of a package receives the object, or its type is read.</summary>
    HandedOver,
}
