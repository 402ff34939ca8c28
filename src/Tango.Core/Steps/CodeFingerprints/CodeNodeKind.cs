namespace Tango.Steps.CodeFingerprints;

/// <summary>How far a method or type of the user's code is reached.</summary>
internal enum CodeNodeKind
{
    /// <summary>A method that may be called, with everything that the compiler generated for it (lambdas, state machines).</summary>
    Method,

    /// <summary>A type that is used: its static constructor runs.</summary>
    Initialized,

    /// <summary>A type with possible instances: all members that can be called through a base or an interface are reached.</summary>
    Constructed,

    /// <summary>A type that may be serialized: its shape, attributes, constructors and accessors count.</summary>
    Serialized,

    /// <summary>A type that reflection may examine: everything in it counts.</summary>
    Reflected,

    /// <summary>A type argument of the user's own generic code.</summary>
    Argument,

    /// <summary>The type parameters of the user's own generic code, once that code passes on or examines their types.</summary>
    TypeParameters,

    /// <summary>A type with a method that became a delegate or is in an expression tree.</summary>
    Target,

    /// <summary>A query from delegates and expressions to their targets, or from types to their declaring types.</summary>
    TargetQuery,

    /// <summary>A query for attributes that are meant for compilers and debuggers.</summary>
    ToolAttributeQuery,

    /// <summary>The attributes of a type and of its members that are meant for compilers and debuggers.</summary>
    ToolAttributes,

    /// <summary>A member that the compiler generated: it is part of the unit that uses it.</summary>
    Generated,

    /// <summary>A possible access to embedded resources. It has no code.</summary>
    ResourceAccess,

    /// <summary>A type or method with attributes that name files it depends on. A separate node from that of its code.</summary>
    NamedFiles,
}
