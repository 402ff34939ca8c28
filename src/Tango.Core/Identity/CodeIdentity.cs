namespace Tango.Identity;

/// <summary>What represents a step's code in its identity.</summary>
internal enum CodeIdentity
{
    /// <summary>The step's version if it has one, else the fingerprint of its code.</summary>
    Auto,

    /// <summary>The version alone: code without a version is ignored.</summary>
    None,
}
