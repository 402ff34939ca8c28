namespace Tango.Formats.Files;

/// <summary>Why a link cannot be part of a result.</summary>
internal enum LinkFault
{
    /// <summary>Its target is not part of the result.</summary>
    Outside,

    /// <summary>Its target does not exist.</summary>
    Dangling,

    /// <summary>It leads back to itself.</summary>
    Cycle,
}
