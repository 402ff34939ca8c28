namespace Tango.Formats.Sequences;

/// <summary>How a sequence is written and read again.</summary>
internal enum SequenceKind
{
    /// <summary>Read as it is enumerated.</summary>
    Lazy,

    /// <summary>Written and read as it is enumerated asynchronously.</summary>
    Async,

    /// <summary>Read completely, into a list.</summary>
    List,

    /// <summary>Read completely, into an array.</summary>
    Array,
}
