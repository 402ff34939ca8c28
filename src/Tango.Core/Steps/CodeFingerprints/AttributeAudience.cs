namespace Tango.Steps.CodeFingerprints;

/// <summary>Which code may read attributes: an attribute that none of it reads does not count.</summary>
internal enum AttributeAudience
{
    /// <summary>Serializers: each reads only its own attributes.</summary>
    Serializers,

    /// <summary>Code that examines a member: it may read any attribute, except those for tools.</summary>
    Reflection,

    /// <summary>Compilers, debuggers and analyzers, and code that reads the attributes for them. Attributes that the compiler adds are left out even then.</summary>
    Tools,
}
