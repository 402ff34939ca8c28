namespace Tango.Steps.CodeFingerprints;

/// <summary>How far a piece of the user's code is reached.</summary>
internal enum CodeNodeKind
{
    /// <summary>A method that may be called, with everything the compiler made of it (lambdas, state machines).</summary>
    Method,

    /// <summary>A type of which something is used: its static constructor runs.</summary>
    Initialized,

    /// <summary>A type of which there may be objects: whatever can be called through a base or an interface is reached.</summary>
    Constructed,

    /// <summary>A type that may be read from or written to a file: its shape, attributes, constructors and accessors count.</summary>
    Serialized,

    /// <summary>A type that reflection may look at: everything in it counts.</summary>
    Reflected,

    /// <summary>What the compiler made: it is no unit of its own but part of the one that uses it.</summary>
    Generated,
}
